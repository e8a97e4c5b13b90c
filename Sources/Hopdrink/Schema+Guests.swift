import Storage

extension Schema {
    @Sendable static func rsvps(_ dialect: Dialect) -> [SQL] {
        [
            guests(dialect), rsvpTable(dialect), tokens(dialect),
            "CREATE INDEX rsvps_by_guest ON rsvps (guest_id)",
            "CREATE INDEX rsvps_pending ON rsvps (asked_at) WHERE state = 'pending'",
            "CREATE INDEX rsvps_waiting ON rsvps (meetup_id) WHERE state = 'waiting'",
            "CREATE INDEX tokens_by_rsvp ON tokens (rsvp_id)",
        ]
    }

    private static func guests(_ dialect: Dialect) -> SQL {
        """
        CREATE TABLE guests (
            id \(dialect.text) NOT NULL PRIMARY KEY,
            address \(dialect.text) NOT NULL,
            folded_address \(dialect.text) NOT NULL UNIQUE,
            undeliverable_at \(dialect.bigint)
        ) \(dialect.strict)
        """
    }

    private static func rsvpTable(_ dialect: Dialect) -> SQL {
        """
        CREATE TABLE rsvps (
            id \(dialect.text) NOT NULL PRIMARY KEY,
            meetup_id \(dialect.text) NOT NULL REFERENCES meetups (id),
            guest_id \(dialect.text) NOT NULL REFERENCES guests (id),
            name \(dialect.text) NOT NULL,
            language \(dialect.text) NOT NULL,
            companions \(dialect.bigint) NOT NULL CHECK (companions >= 0),
            state \(dialect.text) NOT NULL CHECK (state IN ('pending', 'going', 'waiting', 'cancelled')),
            reserved_place \(dialect.text) CHECK (reserved_place IN ('seat', 'line')),
            reserved_until \(dialect.bigint),
            going_since \(dialect.bigint),
            arrival \(dialect.bigint) NOT NULL CHECK (arrival > 0),
            created_at \(dialect.bigint) NOT NULL,
            asked_at \(dialect.bigint) NOT NULL,
            UNIQUE (meetup_id, guest_id),
            UNIQUE (meetup_id, arrival),
            CHECK ((state = 'pending') = (reserved_place IS NOT NULL AND reserved_until IS NOT NULL)),
            CHECK ((state = 'going') = (going_since IS NOT NULL))
        ) \(dialect.strict)
        """
    }

    private static func tokens(_ dialect: Dialect) -> SQL {
        """
        CREATE TABLE tokens (
            hash \(dialect.text) NOT NULL PRIMARY KEY,
            purpose \(dialect.text) NOT NULL CHECK (purpose IN ('confirm', 'manage')),
            rsvp_id \(dialect.text) NOT NULL REFERENCES rsvps (id) ON DELETE CASCADE,
            expires_at \(dialect.bigint) NOT NULL
        ) \(dialect.strict)
        """
    }

    @Sendable static func letters(_ dialect: Dialect) -> [SQL] {
        let (bigint, strict) = (dialect.bigint, dialect.strict)
        return [
            """
            CREATE TABLE letters (
                id \(dialect.text) NOT NULL PRIMARY KEY,
                kind \(dialect.text) NOT NULL,
                idempotency_key \(dialect.text) NOT NULL UNIQUE,
                rsvp_id \(dialect.text) NOT NULL REFERENCES rsvps (id) ON DELETE CASCADE,
                deadline \(bigint) NOT NULL,
                state \(dialect.text) NOT NULL CHECK (state IN
                    ('ready', 'leased', 'sending', 'sent', 'expired', 'obsolete', 'suppressed', 'dead')),
                next_at \(bigint) NOT NULL,
                attempts \(bigint) NOT NULL,
                is_uncertain \(bigint) NOT NULL CHECK (is_uncertain IN (0, 1)),
                lease_owner \(dialect.text),
                lease_until \(bigint),
                sender \(dialect.text),
                body \(dialect.text),
                reply \(dialect.text),
                created_at \(bigint) NOT NULL,
                settled_at \(bigint),
                CHECK ((state IN ('leased', 'sending')) = (lease_owner IS NOT NULL AND lease_until IS NOT NULL)),
                CHECK (state <> 'sending' OR body IS NOT NULL)
            ) \(strict)
            """,
            "CREATE INDEX letters_open ON letters (next_at) WHERE settled_at IS NULL",
            "CREATE INDEX letters_by_rsvp ON letters (rsvp_id, id)",
        ]
    }

    @Sendable static func daemons(_ dialect: Dialect) -> [SQL] {
        [
            """
            CREATE TABLE daemons (
                id \(dialect.text) NOT NULL PRIMARY KEY,
                host \(dialect.text) NOT NULL,
                fingerprint \(dialect.text) NOT NULL,
                seen_at \(dialect.bigint) NOT NULL
            ) \(dialect.strict)
            """,
            """
            CREATE TABLE database_copies (
                id \(dialect.text) NOT NULL PRIMARY KEY,
                begun_at \(dialect.bigint) NOT NULL
            ) \(dialect.strict)
            """,
        ]
    }

    @Sendable static func organisers(_ dialect: Dialect) -> [SQL] {
        let (bigint, strict) = (dialect.bigint, dialect.strict)
        return [
            """
            CREATE TABLE organiser_tokens (
                id \(dialect.text) NOT NULL PRIMARY KEY,
                hash \(dialect.text) NOT NULL UNIQUE,
                name \(dialect.text) NOT NULL,
                created_at \(bigint) NOT NULL
            ) \(strict)
            """,
            """
            CREATE TABLE idempotency_keys (
                hash \(dialect.text) NOT NULL PRIMARY KEY,
                request_hash \(dialect.text) NOT NULL,
                status \(bigint) NOT NULL,
                body \(dialect.text) NOT NULL,
                created_at \(bigint) NOT NULL
            ) \(strict)
            """,
            "CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at)",
        ]
    }
}
