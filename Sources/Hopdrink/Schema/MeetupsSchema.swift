import Storage

/// The network: cities, venues, series, meetups, the people who may change them, and the daemons that serve them.
extension Schema {
    static func meetups(_ dialect: Dialect) -> [SQL] {
        let (text, bigint, strict) = (dialect.text, dialect.bigint, dialect.strict)
        return [
            """
            CREATE TABLE cities (
                slug \(text) NOT NULL PRIMARY KEY,
                name \(text) NOT NULL,
                country \(text) NOT NULL,
                time_zone \(text) NOT NULL,
                languages \(text) NOT NULL CHECK (languages <> ''),
                representative \(text),
                latitude \(bigint),
                longitude \(bigint),
                sort_order \(bigint) NOT NULL,
                is_listed \(bigint) NOT NULL CHECK (is_listed IN (0, 1)),
                revision \(bigint) NOT NULL,
                changed_at \(bigint) NOT NULL DEFAULT 0
            ) \(strict)
            """,
            """
            CREATE TABLE venues (
                id \(text) NOT NULL PRIMARY KEY,
                name \(text) NOT NULL,
                address \(text) NOT NULL,
                latitude \(bigint),
                longitude \(bigint),
                room \(text) NOT NULL,
                access_notes \(text) NOT NULL,
                CHECK ((latitude IS NULL) = (longitude IS NULL))
            ) \(strict)
            """,
            """
            CREATE TABLE series (
                id \(text) NOT NULL PRIMARY KEY,
                city_slug \(text) NOT NULL REFERENCES cities (slug),
                slug \(text) NOT NULL,
                rules \(text) NOT NULL CHECK (rules <> ''),
                local_time \(text) NOT NULL,
                from_date \(text),
                exceptions \(text) NOT NULL DEFAULT '',
                origin \(text) NOT NULL CHECK (origin IN ('config', 'http')),
                ended_at \(bigint),
                confirm_before \(bigint),
                cancels_unconfirmed \(bigint) NOT NULL DEFAULT 0,
                made_through \(text) NOT NULL,
                anchored_on \(text) NOT NULL DEFAULT '2020-01-01',
                revision_number \(bigint) NOT NULL DEFAULT 0 CHECK (revision_number >= 0),
                created_at \(bigint) NOT NULL DEFAULT 0,
                modified_at \(bigint) NOT NULL DEFAULT 0,
                \(terms(dialect)),
                UNIQUE (city_slug, slug)
            ) \(strict)
            """,
            """
            CREATE TABLE meetups (
                id \(text) NOT NULL PRIMARY KEY,
                uid \(text) NOT NULL UNIQUE,
                city_slug \(text) NOT NULL REFERENCES cities (slug),
                slug \(text),
                series_id \(text) REFERENCES series (id) ON DELETE CASCADE,
                occurrence_date \(text),
                origin \(text) NOT NULL CHECK (origin IN ('config', 'http')),
                local_start \(text) NOT NULL,
                time_zone \(text) NOT NULL,
                starts_at \(bigint) NOT NULL,
                ends_at \(bigint) NOT NULL CHECK (ends_at > starts_at),
                moved_from \(bigint),
                reminds_from \(bigint) NOT NULL,
                state \(text) NOT NULL CHECK (state IN ('scheduled', 'cancelled')),
                reason \(text) NOT NULL DEFAULT '',
                is_tentative \(bigint) NOT NULL DEFAULT 0,
                confirmed_at \(bigint),
                confirmation_steps \(bigint) NOT NULL DEFAULT 0,
                hosts_asked_at \(bigint),
                head_count_sent_for \(bigint) NOT NULL DEFAULT 0,
                head_count \(bigint),
                is_thanked \(bigint) NOT NULL DEFAULT 0,
                is_detached \(bigint) NOT NULL CHECK (is_detached IN (0, 1)),
                revision_number \(bigint) NOT NULL CHECK (revision_number >= 0),
                created_at \(bigint) NOT NULL,
                modified_at \(bigint) NOT NULL,
                \(terms(dialect)),
                UNIQUE (series_id, occurrence_date),
                UNIQUE (city_slug, slug),
                CHECK ((series_id IS NULL) = (occurrence_date IS NULL))
            ) \(strict)
            """,
            "CREATE INDEX meetups_by_city ON meetups (city_slug, starts_at)",
            "CREATE INDEX meetups_by_start ON meetups (starts_at)",
            "CREATE INDEX meetups_alone ON meetups (starts_at) WHERE slug IS NOT NULL",
            "CREATE INDEX meetups_tentative ON meetups (starts_at) WHERE is_tentative = 1",
            "CREATE INDEX meetups_to_reconfirm ON meetups (starts_at) WHERE reconfirm_before IS NOT NULL",
            """
            CREATE INDEX meetups_to_remind ON meetups (reminds_from)
            WHERE state = 'scheduled' AND reminds_from < starts_at
            """,
            "CREATE INDEX meetups_to_thank ON meetups (ends_at) WHERE is_thanked = 0",
            "CREATE INDEX meetups_uncounted ON meetups (ends_at) WHERE head_count IS NULL AND state = 'scheduled'",
            """
            CREATE TABLE deleted_dates (
                series_id \(text) NOT NULL REFERENCES series (id) ON DELETE CASCADE,
                occurrence_date \(text) NOT NULL,
                PRIMARY KEY (series_id, occurrence_date)
            ) \(strict)
            """,
            "CREATE TABLE deleted_meetups (id \(text) NOT NULL PRIMARY KEY) \(strict)",
            """
            CREATE TABLE host_tokens (
                hash \(text) NOT NULL PRIMARY KEY,
                meetup_id \(text) NOT NULL REFERENCES meetups (id) ON DELETE CASCADE
            ) \(strict)
            """,
            "CREATE INDEX host_tokens_by_meetup ON host_tokens (meetup_id)",
            """
            CREATE TABLE organiser_tokens (
                id \(text) NOT NULL PRIMARY KEY,
                hash \(text) NOT NULL UNIQUE,
                name \(text) NOT NULL,
                created_at \(bigint) NOT NULL
            ) \(strict)
            """,
            """
            CREATE TABLE idempotency_keys (
                hash \(text) NOT NULL PRIMARY KEY,
                request_hash \(text) NOT NULL,
                status \(bigint) NOT NULL,
                body \(text) NOT NULL,
                created_at \(bigint) NOT NULL
            ) \(strict)
            """,
            "CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at)",
        ]
    }

    /// The columns that a series and a meetup share.
    private static func terms(_ dialect: Dialect) -> SQL {
        let (text, bigint) = (dialect.text, dialect.bigint)
        return """
            title \(text) NOT NULL,
                summary \(text) NOT NULL,
                duration \(bigint) NOT NULL CHECK (duration > 0),
                capacity \(bigint) NOT NULL CHECK (capacity > 0),
                venue_id \(text) NOT NULL REFERENCES venues (id),
                hosts \(text) NOT NULL,
                reminders \(text) NOT NULL,
                guest_question \(text) NOT NULL DEFAULT '',
                smaller_may_pass \(bigint) NOT NULL DEFAULT 0 CHECK (smaller_may_pass IN (0, 1)),
                list_closing \(bigint) NOT NULL DEFAULT 120 CHECK (list_closing > 0),
                reconfirm_before \(bigint) CHECK (reconfirm_before > 0)
            """
    }

    /// The live daemons, unfinished copies into the database, and the zone rules by which the instants of the meetups
    /// were computed.
    static func daemons(_ dialect: Dialect) -> [SQL] {
        let (text, bigint, strict) = (dialect.text, dialect.bigint, dialect.strict)
        return [
            """
            CREATE TABLE daemons (
                id \(text) NOT NULL PRIMARY KEY,
                host \(text) NOT NULL,
                fingerprint \(text) NOT NULL,
                seen_at \(bigint) NOT NULL
            ) \(strict)
            """,
            """
            CREATE TABLE database_copies (
                id \(text) NOT NULL PRIMARY KEY,
                begun_at \(bigint) NOT NULL
            ) \(strict)
            """,
            """
            CREATE TABLE zone_rules (
                zone \(text) NOT NULL PRIMARY KEY,
                fingerprint \(text) NOT NULL
            ) \(strict)
            """,
        ]
    }
}
