import Storage

extension Schema {
    /// Letters in all their states, each in the order of those to the same reader about the same thing.
    @Sendable static func lettersInOrder(_ dialect: Dialect) -> [SQL] {
        let kept: SQL = """
            id, kind, idempotency_key, rsvp_id, meetup_id, recipient, deadline, next_at, attempts, is_uncertain,
            lease_owner, lease_until, sender, body, reply, created_at, settled_at
            """
        return [
            letterTable(dialect),
            """
            INSERT INTO letters_in_order (\(kept), conversation_key, position, due_at, sending_since, state)
            SELECT \(kept), coalesce(rsvp_id, meetup_id || ':' || lower(recipient)),
                row_number() OVER (PARTITION BY rsvp_id, meetup_id, recipient ORDER BY id), created_at,
                CASE WHEN state = 'sending' THEN created_at END,
                CASE WHEN state = 'obsolete' THEN 'withdrawn' WHEN state <> 'ready' THEN state
                    WHEN is_uncertain = 1 THEN 'uncertain' WHEN attempts > 0 THEN 'retry' ELSE 'ready' END
            FROM letters
            """,
            "DROP TABLE letters",
            "ALTER TABLE letters_in_order RENAME TO letters",
            "CREATE INDEX letters_open ON letters (next_at) WHERE settled_at IS NULL",
            "CREATE INDEX letters_by_order ON letters (conversation_key, position)",
            "CREATE INDEX letters_by_rsvp ON letters (rsvp_id, position) WHERE rsvp_id IS NOT NULL",
            "CREATE INDEX letters_by_meetup ON letters (meetup_id) WHERE meetup_id IS NOT NULL",
            "CREATE INDEX letters_by_follower ON letters (follower_id) WHERE follower_id IS NOT NULL",
        ]
    }

    private static func letterTable(_ dialect: Dialect) -> SQL {
        let (text, bigint) = (dialect.text, dialect.bigint)
        return """
            CREATE TABLE letters_in_order (
                id \(text) NOT NULL PRIMARY KEY,
                kind \(text) NOT NULL,
                idempotency_key \(text) NOT NULL UNIQUE,
                rsvp_id \(text) REFERENCES rsvps (id) ON DELETE CASCADE,
                meetup_id \(text) REFERENCES meetups (id) ON DELETE CASCADE,
                follower_id \(text) REFERENCES followers (id) ON DELETE CASCADE,
                recipient \(text),
                details \(text),
                conversation_key \(text) NOT NULL,
                position \(bigint) NOT NULL CHECK (position > 0),
                due_at \(bigint) NOT NULL,
                reminder_offset \(bigint),
                deadline \(bigint) NOT NULL,
                state \(text) NOT NULL CHECK (state IN ('scheduled', 'ready', 'leased', 'sending', 'retry',
                    'uncertain', 'sent', 'dead', 'expired', 'withdrawn', 'suppressed')),
                next_at \(bigint) NOT NULL,
                attempts \(bigint) NOT NULL CHECK (attempts >= 0),
                is_uncertain \(bigint) NOT NULL CHECK (is_uncertain IN (0, 1)),
                lease_owner \(text),
                lease_until \(bigint),
                sending_since \(bigint),
                sender \(text),
                body \(text),
                reply \(text),
                queue_id \(text),
                created_at \(bigint) NOT NULL,
                settled_at \(bigint),
                CHECK ((CASE WHEN rsvp_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN meetup_id IS NULL THEN 0 ELSE 1 END)
                    + (CASE WHEN follower_id IS NULL THEN 0 ELSE 1 END) = 1),
                CHECK ((meetup_id IS NULL) = (recipient IS NULL)),
                CHECK ((state IN ('leased', 'sending')) = (lease_owner IS NOT NULL AND lease_until IS NOT NULL)),
                CHECK (state <> 'sending' OR (body IS NOT NULL AND sending_since IS NOT NULL)),
                CHECK (state = 'uncertain' OR
                    (state IN ('scheduled', 'ready', 'leased', 'sending', 'retry')) = (settled_at IS NULL))
            ) \(dialect.strict)
            """
    }

    /// Who asked to hear of a city's meetups.
    @Sendable static func followers(_ dialect: Dialect) -> [SQL] {
        let (text, bigint) = (dialect.text, dialect.bigint)
        return [
            """
            CREATE TABLE followers (
                id \(text) NOT NULL PRIMARY KEY,
                city_slug \(text) NOT NULL REFERENCES cities (slug),
                address \(text) NOT NULL,
                folded_address \(text) NOT NULL,
                language \(text) NOT NULL,
                state \(text) NOT NULL CHECK (state IN ('pending', 'following', 'stopped')),
                notified_until \(bigint) NOT NULL,
                state_since \(bigint) NOT NULL,
                UNIQUE (city_slug, folded_address)
            ) \(dialect.strict)
            """,
            "CREATE INDEX followers_by_city ON followers (city_slug, notified_until) WHERE state = 'following'",
            "CREATE INDEX followers_to_erase ON followers (state_since) WHERE state <> 'following'",
        ]
    }

    /// Which addresses get no mail, and why.
    @Sendable static func suppressions(_ dialect: Dialect) -> [SQL] {
        [
            """
            CREATE TABLE suppressions (
                folded_address \(dialect.text) NOT NULL,
                scope \(dialect.text) NOT NULL CHECK (scope IN ('everything', 'optional')),
                cause \(dialect.text) NOT NULL CHECK (cause IN ('bounced', 'unsubscribed', 'operator')),
                created_at \(dialect.bigint) NOT NULL,
                PRIMARY KEY (folded_address, scope)
            ) \(dialect.strict)
            """,
            """
            INSERT INTO suppressions (folded_address, scope, cause, created_at)
            SELECT folded_address, 'everything', 'bounced', undeliverable_at FROM guests
            WHERE undeliverable_at IS NOT NULL
            """,
            "ALTER TABLE guests DROP COLUMN undeliverable_at",
        ]
    }

    /// What was done about an evening: when its hosts were asked, for which start they were told who comes, and whether
    /// its guests were thanked.
    @Sendable static func lettersAroundEvenings(_ dialect: Dialect) -> [SQL] {
        [
            "ALTER TABLE meetups ADD COLUMN hosts_asked_at \(dialect.bigint)",
            "UPDATE meetups SET hosts_asked_at = 0 WHERE confirmation_steps > 0",
            "ALTER TABLE meetups ADD COLUMN head_count_sent_for \(dialect.bigint) NOT NULL DEFAULT 0",
            "ALTER TABLE meetups ADD COLUMN is_thanked \(dialect.bigint) NOT NULL DEFAULT 0",
            "CREATE INDEX meetups_to_thank ON meetups (ends_at) WHERE is_thanked = 0",
        ]
    }

    /// What signs the addresses that answers and bounces come to; mail that was read is not read again.
    @Sendable static func inbound(_ dialect: Dialect) -> [SQL] {
        let (text, bigint) = (dialect.text, dialect.bigint)
        return [
            """
            CREATE TABLE secrets (name \(text) NOT NULL PRIMARY KEY, value \(text) NOT NULL) \(dialect.strict)
            """,
            """
            CREATE TABLE received_mail (
                hash \(text) NOT NULL PRIMARY KEY,
                received_at \(bigint) NOT NULL
            ) \(dialect.strict)
            """,
            "CREATE INDEX received_mail_by_age ON received_mail (received_at)",
            """
            CREATE TABLE mailboxes (
                name \(text) NOT NULL PRIMARY KEY,
                validity \(bigint) NOT NULL,
                uid \(bigint) NOT NULL
            ) \(dialect.strict)
            """,
            "ALTER TABLE rsvps ADD COLUMN replied_at \(bigint) NOT NULL DEFAULT 0",
        ]
    }
}
