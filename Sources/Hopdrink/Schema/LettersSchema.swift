import Storage

/// Email: outgoing letters, suppressed addresses, and the state of incoming mail.
extension Schema {
    /// `owner_kind` and `owner_id` name the owner of an email. `recipient` and `language` are set if the owner does
    /// not have them. `about_rsvp_id` is the RSVP whose guest's words or name the email tells somebody else.
    /// `starts_at` is the start of the meetup that the email is about.
    static func letters(_ dialect: Dialect) -> [SQL] {
        let (text, bigint, strict) = (dialect.text, dialect.bigint, dialect.strict)
        return [
            """
            CREATE TABLE letters (
                id \(text) NOT NULL PRIMARY KEY,
                kind \(text) NOT NULL,
                idempotency_key \(text) NOT NULL UNIQUE,
                owner_kind \(text) NOT NULL CHECK (owner_kind <> ''),
                owner_id \(text) NOT NULL CHECK (owner_id <> ''),
                recipient \(text),
                folded_recipient \(text),
                language \(text),
                about_rsvp_id \(text) REFERENCES rsvps (id) ON DELETE CASCADE,
                ask_id \(text),
                starts_at \(bigint),
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
                CHECK (owner_kind NOT IN ('rsvp', 'follower') OR (recipient IS NULL AND language IS NULL)),
                CHECK (owner_kind <> 'meetup' OR (recipient IS NOT NULL AND language IS NULL)),
                CHECK (owner_kind NOT IN ('city_request', 'person') OR (recipient IS NOT NULL AND language IS NOT NULL)),
                CHECK (language IS NULL OR folded_recipient IS NOT NULL),
                CHECK (folded_recipient IS NULL OR recipient IS NOT NULL),
                CHECK ((state IN ('leased', 'sending')) = (lease_owner IS NOT NULL AND lease_until IS NOT NULL)),
                CHECK (state <> 'sending' OR (body IS NOT NULL AND sending_since IS NOT NULL)),
                CHECK (state = 'uncertain' OR
                    (state IN ('scheduled', 'ready', 'leased', 'sending', 'retry')) = (settled_at IS NULL))
            ) \(strict)
            """,
            "CREATE INDEX letters_open ON letters (next_at) WHERE settled_at IS NULL",
            "CREATE INDEX letters_by_order ON letters (conversation_key, position)",
            "CREATE INDEX letters_by_owner ON letters (owner_kind, owner_id, kind)",
            """
            CREATE INDEX letters_by_recipient ON letters (folded_recipient, created_at)
            WHERE folded_recipient IS NOT NULL
            """,
            "CREATE INDEX letters_about_rsvp ON letters (about_rsvp_id) WHERE about_rsvp_id IS NOT NULL",
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
            // The keys that sign the addresses to which replies and bounces come.
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
