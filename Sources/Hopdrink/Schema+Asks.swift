import Storage

extension Schema {
    /// What was asked of meetups and cities and is not confirmed, each time by itself. A letter and a link say which of them they are about, also
    /// once that is gone. Answers that waited for their confirmation have been asked once.
    @Sendable static func asks(_ dialect: Dialect) -> [SQL] {
        let text = dialect.text
        return [
            askTable(dialect),
            "CREATE INDEX asks_by_rsvp ON asks (rsvp_id) WHERE rsvp_id IS NOT NULL",
            "CREATE INDEX asks_holding ON asks (meetup_id, reserved_until) WHERE place = 'seat'",
            "CREATE INDEX asks_by_age ON asks (asked_at)",
            "CREATE INDEX asks_unconfirmable ON asks (reserved_until) WHERE name IS NULL",
            """
            INSERT INTO asks (id, meetup_id, rsvp_id, name, language, companions, answer, remark, question,
                accepts_fewer, people, place, reserved_until, client, arrival, asked_at)
            SELECT id, meetup_id, id, name, language, companions, answer, remark, question, accepts_fewer,
                1 + companions, reserved_place, reserved_until, '', arrival, asked_at
            FROM rsvps WHERE state = 'pending'
            """,
            "UPDATE rsvps SET reserved_place = 'line', reserved_until = 0, answer = '', remark = '', question = '' WHERE state = 'pending'",
            "ALTER TABLE rsvps ADD COLUMN ask_id \(text)",
            "ALTER TABLE letters ADD COLUMN ask_id \(text)",
            "ALTER TABLE tokens ADD COLUMN ask_id \(text)",
            "UPDATE letters SET ask_id = rsvp_id WHERE kind = 'confirm'",
            "UPDATE tokens SET ask_id = rsvp_id WHERE purpose = 'confirm'",
            "UPDATE rsvps SET ask_id = id WHERE state <> 'pending'",
            """
            CREATE TABLE city_request_asks (
                id \(text) NOT NULL PRIMARY KEY,
                city_request_id \(text) NOT NULL REFERENCES city_requests (id) ON DELETE CASCADE,
                city_name \(text) NOT NULL,
                weekdays \(text) NOT NULL,
                language \(text) NOT NULL,
                asked_at \(dialect.bigint) NOT NULL
            ) \(dialect.strict)
            """,
            "CREATE INDEX city_request_asks_by_wish ON city_request_asks (city_request_id)",
            "CREATE INDEX city_request_asks_by_age ON city_request_asks (asked_at)",
            """
            INSERT INTO city_request_asks (id, city_request_id, city_name, weekdays, language, asked_at)
            SELECT id, id, city_name, weekdays, language, state_since FROM city_requests WHERE state = 'pending'
            """,
            "UPDATE letters SET ask_id = city_request_id WHERE kind = 'cityRequest'",
        ]
    }

    private static func askTable(_ dialect: Dialect) -> SQL {
        let (text, bigint) = (dialect.text, dialect.bigint)
        return """
            CREATE TABLE asks (
                id \(text) NOT NULL PRIMARY KEY,
                meetup_id \(text) NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
                rsvp_id \(text) REFERENCES rsvps (id) ON DELETE CASCADE,
                name \(text),
                language \(text),
                companions \(bigint) CHECK (companions >= 0),
                answer \(text),
                remark \(text),
                question \(text),
                accepts_fewer \(bigint) CHECK (accepts_fewer IN (0, 1)),
                people \(bigint) NOT NULL CHECK (people > 0),
                place \(text) NOT NULL CHECK (place IN ('seat', 'line', 'open')),
                reserved_until \(bigint) NOT NULL,
                client \(text) NOT NULL,
                arrival \(bigint) NOT NULL CHECK (arrival > 0),
                asked_at \(bigint) NOT NULL,
                UNIQUE (meetup_id, arrival),
                CHECK (name IS NULL OR (rsvp_id IS NOT NULL AND language IS NOT NULL AND companions IS NOT NULL
                    AND answer IS NOT NULL AND remark IS NOT NULL AND question IS NOT NULL
                    AND accepts_fewer IS NOT NULL))
            ) \(dialect.strict)
            """
    }
}
