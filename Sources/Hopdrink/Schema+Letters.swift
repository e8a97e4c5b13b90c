import Storage

/// Mail: letters on their way out, addresses that get none, and what was read of the mail that came in.
extension Schema {
    static func letters(_ dialect: Dialect) -> [SQL] {
        let (text, bigint, strict) = (dialect.text, dialect.bigint, dialect.strict)
        return [
            """
            CREATE TABLE letters (
                id \(text) NOT NULL PRIMARY KEY,
                kind \(text) NOT NULL,
                idempotency_key \(text) NOT NULL UNIQUE,
                rsvp_id \(text) REFERENCES rsvps (id) ON DELETE CASCADE,
                meetup_id \(text) REFERENCES meetups (id) ON DELETE CASCADE,
                follower_id \(text) REFERENCES followers (id) ON DELETE CASCADE,
                city_request_id \(text) REFERENCES city_requests (id) ON DELETE CASCADE,
                recipient \(text),
                language \(text),
                ask_id \(text),
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
                    + (CASE WHEN follower_id IS NULL THEN 0 ELSE 1 END)
                    + (CASE WHEN language IS NULL THEN 0 ELSE 1 END) = 1),
                CHECK ((meetup_id IS NULL AND language IS NULL) = (recipient IS NULL)),
                CHECK (city_request_id IS NULL OR language IS NOT NULL),
                CHECK ((state IN ('leased', 'sending')) = (lease_owner IS NOT NULL AND lease_until IS NOT NULL)),
                CHECK (state <> 'sending' OR (body IS NOT NULL AND sending_since IS NOT NULL)),
                CHECK (state = 'uncertain' OR
                    (state IN ('scheduled', 'ready', 'leased', 'sending', 'retry')) = (settled_at IS NULL))
            ) \(strict)
            """,
            "CREATE INDEX letters_open ON letters (next_at) WHERE settled_at IS NULL",
            "CREATE INDEX letters_by_order ON letters (conversation_key, position)",
            "CREATE INDEX letters_by_rsvp ON letters (rsvp_id, position) WHERE rsvp_id IS NOT NULL",
            "CREATE INDEX letters_by_meetup ON letters (meetup_id) WHERE meetup_id IS NOT NULL",
            "CREATE INDEX letters_by_follower ON letters (follower_id) WHERE follower_id IS NOT NULL",
            "CREATE INDEX letters_by_city_request ON letters (city_request_id) WHERE city_request_id IS NOT NULL",
            "CREATE INDEX letters_to_erase ON letters (settled_at) WHERE language IS NOT NULL",
        ]
    }

    static func mail(_ dialect: Dialect) -> [SQL] {
        let (text, bigint, strict) = (dialect.text, dialect.bigint, dialect.strict)
        return [
            """
            CREATE TABLE suppressions (
                folded_address \(text) NOT NULL,
                scope \(text) NOT NULL CHECK (scope IN ('everything', 'optional')),
                cause \(text) NOT NULL CHECK (cause IN ('bounced', 'unsubscribed', 'operator')),
                created_at \(bigint) NOT NULL,
                PRIMARY KEY (folded_address, scope)
            ) \(strict)
            """,
            // What signs the addresses that answers and bounces come to.
            "CREATE TABLE secrets (name \(text) NOT NULL PRIMARY KEY, value \(text) NOT NULL) \(strict)",
            """
            CREATE TABLE received_mail (
                hash \(text) NOT NULL PRIMARY KEY,
                received_at \(bigint) NOT NULL
            ) \(strict)
            """,
            "CREATE INDEX received_mail_by_age ON received_mail (received_at)",
            """
            CREATE TABLE mailboxes (
                name \(text) NOT NULL PRIMARY KEY,
                validity \(bigint) NOT NULL,
                uid \(bigint) NOT NULL
            ) \(strict)
            """,
        ]
    }
}
