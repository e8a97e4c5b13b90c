import Storage

/// People: guests with their RSVPs and cards, followers, requests for cities and requests for personal data.
extension Schema {
    static func guests(_ dialect: Dialect) -> [SQL] {
        let (text, bigint, strict) = (dialect.text, dialect.bigint, dialect.strict)
        return [
            """
            CREATE TABLE guests (
                id \(text) NOT NULL PRIMARY KEY,
                address \(text) NOT NULL,
                folded_address \(text) NOT NULL UNIQUE
            ) \(strict)
            """,
            """
            CREATE TABLE rsvps (
                id \(text) NOT NULL PRIMARY KEY,
                meetup_id \(text) NOT NULL REFERENCES meetups (id),
                guest_id \(text) NOT NULL REFERENCES guests (id),
                name \(text) NOT NULL,
                language \(text) NOT NULL,
                companions \(bigint) NOT NULL CHECK (companions >= 0),
                accepts_fewer \(bigint) NOT NULL DEFAULT 0 CHECK (accepts_fewer IN (0, 1)),
                answer \(text) NOT NULL DEFAULT '',
                remark \(text) NOT NULL DEFAULT '',
                question \(text) NOT NULL DEFAULT '',
                state \(text) NOT NULL CHECK (state IN ('pending', 'going', 'waiting', 'cancelled')),
                going_since \(bigint),
                arrival \(bigint) NOT NULL CHECK (arrival > 0),
                is_first \(bigint) NOT NULL DEFAULT 0 CHECK (is_first IN (0, 1)),
                is_unresponsive \(bigint) NOT NULL DEFAULT 0 CHECK (is_unresponsive IN (0, 1)),
                ask_id \(text),
                replied_at \(bigint) NOT NULL DEFAULT 0,
                reply_day \(bigint) NOT NULL DEFAULT 0,
                reply_count \(bigint) NOT NULL DEFAULT 0,
                calendar_shift \(bigint) NOT NULL DEFAULT 0 CHECK (calendar_shift >= 0),
                revision_number \(bigint) NOT NULL DEFAULT 0,
                created_at \(bigint) NOT NULL,
                asked_at \(bigint) NOT NULL,
                changed_at \(bigint) NOT NULL DEFAULT 0,
                UNIQUE (meetup_id, guest_id),
                UNIQUE (meetup_id, arrival),
                CHECK ((state = 'going') = (going_since IS NOT NULL))
            ) \(strict)
            """,
            "CREATE INDEX rsvps_by_guest ON rsvps (guest_id)",
            "CREATE INDEX rsvps_pending ON rsvps (asked_at) WHERE state = 'pending'",
            "CREATE INDEX rsvps_waiting ON rsvps (meetup_id) WHERE state = 'waiting'",
            // RSVPs and changes that are not confirmed yet, one row for each attempt. Letters and tokens may refer to
            // a deleted row.
            """
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
                place \(text) NOT NULL CHECK (place IN ('seat', 'waitlist', 'open')),
                reserved_until \(bigint) NOT NULL,
                client \(text) NOT NULL,
                arrival \(bigint) NOT NULL CHECK (arrival > 0),
                asked_at \(bigint) NOT NULL,
                UNIQUE (meetup_id, arrival),
                CHECK (name IS NULL OR (rsvp_id IS NOT NULL AND language IS NOT NULL AND companions IS NOT NULL
                    AND answer IS NOT NULL AND remark IS NOT NULL AND question IS NOT NULL
                    AND accepts_fewer IS NOT NULL))
            ) \(strict)
            """,
            "CREATE INDEX asks_by_rsvp ON asks (rsvp_id) WHERE rsvp_id IS NOT NULL",
            "CREATE INDEX asks_reserving ON asks (meetup_id, reserved_until) WHERE place = 'seat'",
            "CREATE INDEX asks_by_age ON asks (asked_at)",
            "CREATE INDEX asks_unconfirmable ON asks (reserved_until) WHERE name IS NULL",
            """
            CREATE TABLE tokens (
                hash \(text) NOT NULL PRIMARY KEY,
                purpose \(text) NOT NULL CHECK (purpose IN ('confirm', 'manage')),
                rsvp_id \(text) NOT NULL REFERENCES rsvps (id) ON DELETE CASCADE,
                ask_id \(text),
                expires_at \(bigint) NOT NULL
            ) \(strict)
            """,
            "CREATE INDEX tokens_by_rsvp ON tokens (rsvp_id)",
            """
            CREATE TABLE waiting_decisions (
                id \(text) NOT NULL PRIMARY KEY,
                meetup_id \(text) NOT NULL REFERENCES meetups (id) ON DELETE CASCADE,
                position \(bigint) NOT NULL CHECK (position > 0),
                rsvp_id \(text) REFERENCES rsvps (id) ON DELETE SET NULL,
                party \(bigint) NOT NULL CHECK (party >= 0),
                what \(text) NOT NULL CHECK (what IN ('joined', 'promoted', 'promoted_with_fewer', 'skipped',
                    'left', 'closed', 'took_place', 'seat_released', 'returned')),
                free \(bigint) NOT NULL CHECK (free >= 0),
                decided_at \(bigint) NOT NULL,
                UNIQUE (meetup_id, position)
            ) \(strict)
            """,
            "CREATE INDEX waiting_decisions_by_rsvp ON waiting_decisions (rsvp_id) WHERE rsvp_id IS NOT NULL",
            """
            CREATE TABLE guest_feeds (
                hash \(text) NOT NULL PRIMARY KEY,
                guest_id \(text) NOT NULL REFERENCES guests (id) ON DELETE CASCADE,
                language \(text) NOT NULL,
                created_at \(bigint) NOT NULL
            ) \(strict)
            """,
            "CREATE INDEX guest_feeds_by_guest ON guest_feeds (guest_id, created_at)",
            """
            CREATE TABLE cards (
                guest_id \(text) NOT NULL PRIMARY KEY REFERENCES guests (id) ON DELETE CASCADE,
                name \(text) NOT NULL CHECK (name <> ''),
                trade \(text) NOT NULL CHECK (trade <> ''),
                folded_trade \(text) NOT NULL,
                firm \(text),
                city \(text),
                site \(text),
                phone \(text),
                languages \(text),
                offer \(text),
                seek \(text),
                changed_at \(bigint) NOT NULL
            ) \(strict)
            """,
        ]
    }

    /// People of whom only an address is known.
    static func people(_ dialect: Dialect) -> [SQL] {
        let (text, bigint, strict) = (dialect.text, dialect.bigint, dialect.strict)
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
            ) \(strict)
            """,
            "CREATE INDEX followers_by_city ON followers (city_slug, notified_until) WHERE state = 'following'",
            "CREATE INDEX followers_by_address ON followers (folded_address)",
            "CREATE INDEX followers_to_erase ON followers (state_since) WHERE state <> 'following'",
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
            ) \(strict)
            """,
            "CREATE INDEX city_requests_by_city ON city_requests (folded_city, id) WHERE state = 'confirmed'",
            "CREATE INDEX city_requests_by_address ON city_requests (folded_address)",
            "CREATE INDEX city_requests_by_age ON city_requests (state_since)",
            """
            CREATE TABLE city_request_asks (
                id \(text) NOT NULL PRIMARY KEY,
                city_request_id \(text) NOT NULL REFERENCES city_requests (id) ON DELETE CASCADE,
                city_name \(text) NOT NULL,
                weekdays \(text) NOT NULL,
                language \(text) NOT NULL,
                asked_at \(bigint) NOT NULL
            ) \(strict)
            """,
            "CREATE INDEX city_request_asks_by_request ON city_request_asks (city_request_id)",
            "CREATE INDEX city_request_asks_by_age ON city_request_asks (asked_at)",
            // The requested cities about which the administrators were notified.
            """
            CREATE TABLE requested_cities (
                folded_city \(text) NOT NULL PRIMARY KEY,
                told_at \(bigint) NOT NULL
            ) \(strict)
            """,
            """
            CREATE TABLE personal_data_requests (
                folded_address \(text) NOT NULL PRIMARY KEY,
                address \(text) NOT NULL,
                language \(text) NOT NULL,
                asked_at \(bigint) NOT NULL
            ) \(strict)
            """,
            """
            CREATE TABLE personal_data_tokens (
                hash \(text) NOT NULL PRIMARY KEY,
                folded_address \(text) NOT NULL,
                expires_at \(bigint) NOT NULL
            ) \(strict)
            """,
            "CREATE INDEX personal_data_tokens_by_address ON personal_data_tokens (folded_address)",
        ]
    }
}
