import Storage

extension Schema {
    /// Who would come in which city, and of which cities administrators were told.
    @Sendable static func cityRequests(_ dialect: Dialect) -> [SQL] {
        let (text, bigint) = (dialect.text, dialect.bigint)
        return [
            """
            CREATE TABLE city_requests (
                id \(text) NOT NULL PRIMARY KEY,
                city_name \(text) NOT NULL,
                folded_city \(text) NOT NULL,
                address \(text) NOT NULL,
                folded_address \(text) NOT NULL,
                weekdays \(text) NOT NULL,
                language \(text) NOT NULL,
                state \(text) NOT NULL CHECK (state IN ('pending', 'confirmed', 'done')),
                state_since \(bigint) NOT NULL,
                UNIQUE (folded_city, folded_address)
            ) \(dialect.strict)
            """,
            "CREATE INDEX city_requests_by_city ON city_requests (folded_city, id) WHERE state = 'confirmed'",
            "CREATE INDEX city_requests_by_address ON city_requests (folded_address)",
            "CREATE INDEX city_requests_by_age ON city_requests (state_since)",
            """
            CREATE TABLE requested_cities (
                folded_city \(text) NOT NULL PRIMARY KEY,
                told_at \(bigint) NOT NULL
            ) \(dialect.strict)
            """,
        ]
    }

    /// Who wants to know what is held of an address, and the secrets that open it.
    @Sendable static func personalData(_ dialect: Dialect) -> [SQL] {
        let (text, bigint) = (dialect.text, dialect.bigint)
        return [
            """
            CREATE TABLE personal_data_requests (
                folded_address \(text) NOT NULL PRIMARY KEY,
                address \(text) NOT NULL,
                language \(text) NOT NULL,
                asked_at \(bigint) NOT NULL
            ) \(dialect.strict)
            """,
            """
            CREATE TABLE personal_data_tokens (
                hash \(text) NOT NULL PRIMARY KEY,
                folded_address \(text) NOT NULL,
                expires_at \(bigint) NOT NULL
            ) \(dialect.strict)
            """,
            "CREATE INDEX personal_data_tokens_by_address ON personal_data_tokens (folded_address)",
            "CREATE INDEX followers_by_address ON followers (folded_address)",
        ]
    }

    /// Letters to people by themselves: they have the language in which they are written, and perhaps a wish.
    @Sendable static func lettersToPeople(_ dialect: Dialect) -> [SQL] {
        let kept: SQL = """
            id, kind, idempotency_key, rsvp_id, meetup_id, follower_id, recipient, details, conversation_key, position, due_at,
            reminder_offset, deadline, state, next_at, attempts, is_uncertain, lease_owner, lease_until, sending_since,
            sender, body, reply, queue_id, created_at, settled_at
            """
        return [
            letterTable(dialect),
            "INSERT INTO letters_to_people (\(kept)) SELECT \(kept) FROM letters",
            "DROP TABLE letters",
            "ALTER TABLE letters_to_people RENAME TO letters",
            "CREATE INDEX letters_open ON letters (next_at) WHERE settled_at IS NULL",
            "CREATE INDEX letters_by_order ON letters (conversation_key, position)",
            "CREATE INDEX letters_by_rsvp ON letters (rsvp_id, position) WHERE rsvp_id IS NOT NULL",
            "CREATE INDEX letters_by_meetup ON letters (meetup_id) WHERE meetup_id IS NOT NULL",
            "CREATE INDEX letters_by_follower ON letters (follower_id) WHERE follower_id IS NOT NULL",
            "CREATE INDEX letters_by_city_request ON letters (city_request_id) WHERE city_request_id IS NOT NULL",
            "CREATE INDEX letters_to_erase ON letters (settled_at) WHERE language IS NOT NULL",
        ]
    }

    private static func letterTable(_ dialect: Dialect) -> SQL {
        let (text, bigint) = (dialect.text, dialect.bigint)
        return """
            CREATE TABLE letters_to_people (
                id \(text) NOT NULL PRIMARY KEY,
                kind \(text) NOT NULL,
                idempotency_key \(text) NOT NULL UNIQUE,
                rsvp_id \(text) REFERENCES rsvps (id) ON DELETE CASCADE,
                meetup_id \(text) REFERENCES meetups (id) ON DELETE CASCADE,
                follower_id \(text) REFERENCES followers (id) ON DELETE CASCADE,
                city_request_id \(text) REFERENCES city_requests (id) ON DELETE CASCADE,
                recipient \(text),
                language \(text),
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
            ) \(dialect.strict)
            """
    }
}
