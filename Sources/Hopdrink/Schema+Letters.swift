import Storage

extension Schema {
    /// Letters to people who are no guests of a meetup: they are about the meetup itself.
    @Sendable static func lettersToHosts(_ dialect: Dialect) -> [SQL] {
        let columns: SQL = """
            id, kind, idempotency_key, rsvp_id, deadline, state, next_at, attempts, is_uncertain, lease_owner,
            lease_until, sender, body, reply, created_at, settled_at
            """
        return [
            letterTable(dialect),
            "INSERT INTO letters_to_all (\(columns)) SELECT \(columns) FROM letters",
            "DROP TABLE letters",
            "ALTER TABLE letters_to_all RENAME TO letters",
            "CREATE INDEX letters_open ON letters (next_at) WHERE settled_at IS NULL",
            "CREATE INDEX letters_by_rsvp ON letters (rsvp_id, id)",
            "CREATE INDEX letters_by_meetup ON letters (meetup_id) WHERE meetup_id IS NOT NULL",
        ]
    }

    private static func letterTable(_ dialect: Dialect) -> SQL {
        """
        CREATE TABLE letters_to_all (
            id \(dialect.text) NOT NULL PRIMARY KEY,
            kind \(dialect.text) NOT NULL,
            idempotency_key \(dialect.text) NOT NULL UNIQUE,
            rsvp_id \(dialect.text) REFERENCES rsvps (id) ON DELETE CASCADE,
            meetup_id \(dialect.text) REFERENCES meetups (id) ON DELETE CASCADE,
            recipient \(dialect.text),
            deadline \(dialect.bigint) NOT NULL,
            state \(dialect.text) NOT NULL CHECK (state IN
                ('ready', 'leased', 'sending', 'sent', 'expired', 'obsolete', 'suppressed', 'dead')),
            next_at \(dialect.bigint) NOT NULL,
            attempts \(dialect.bigint) NOT NULL,
            is_uncertain \(dialect.bigint) NOT NULL CHECK (is_uncertain IN (0, 1)),
            lease_owner \(dialect.text),
            lease_until \(dialect.bigint),
            sender \(dialect.text),
            body \(dialect.text),
            reply \(dialect.text),
            created_at \(dialect.bigint) NOT NULL,
            settled_at \(dialect.bigint),
            CHECK ((rsvp_id IS NULL) <> (meetup_id IS NULL)),
            CHECK ((meetup_id IS NULL) = (recipient IS NULL)),
            CHECK ((state IN ('leased', 'sending')) = (lease_owner IS NOT NULL AND lease_until IS NOT NULL)),
            CHECK (state <> 'sending' OR body IS NOT NULL)
        ) \(dialect.strict)
        """
    }

    /// That hosts must say of each meetup that it takes place.
    @Sendable static func confirmations(_ dialect: Dialect) -> [SQL] {
        [
            "ALTER TABLE series ADD COLUMN confirm_before \(dialect.bigint)",
            "ALTER TABLE series ADD COLUMN cancels_unconfirmed \(dialect.bigint) NOT NULL DEFAULT 0",
            "ALTER TABLE meetups ADD COLUMN is_tentative \(dialect.bigint) NOT NULL DEFAULT 0",
            "ALTER TABLE meetups ADD COLUMN confirmed_at \(dialect.bigint)",
            "ALTER TABLE meetups ADD COLUMN confirmation_steps \(dialect.bigint) NOT NULL DEFAULT 0",
            "CREATE INDEX meetups_tentative ON meetups (starts_at) WHERE is_tentative = 1",
            """
            CREATE TABLE host_tokens (
                hash \(dialect.text) NOT NULL PRIMARY KEY,
                meetup_id \(dialect.text) NOT NULL REFERENCES meetups (id) ON DELETE CASCADE
            ) \(dialect.strict)
            """,
            "CREATE INDEX host_tokens_by_meetup ON host_tokens (meetup_id)",
        ]
    }
}
