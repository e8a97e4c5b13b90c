package import Storage

/// The tables, as a list that only ever grows at its end.
package enum Schema {
    package static let migrations = [
        Migration("cities", statements: cities),
        Migration("meetups", statements: meetups),
        Migration("rsvps", statements: rsvps),
        Migration("letters", statements: letters),
        Migration("organisers", statements: organisers),
        Migration("meetups found without reading all", statements: meetupIndexes),
    ]

    @Sendable private static func cities(_ dialect: Dialect) -> [SQL] {
        let (bigint, strict) = (dialect.bigint, dialect.strict)
        return [
            """
            CREATE TABLE cities (
                slug TEXT NOT NULL PRIMARY KEY,
                name TEXT NOT NULL,
                country TEXT NOT NULL,
                time_zone TEXT NOT NULL,
                languages TEXT NOT NULL CHECK (languages <> ''),
                representative TEXT,
                sort_order \(bigint) NOT NULL,
                is_listed \(bigint) NOT NULL CHECK (is_listed IN (0, 1)),
                revision \(bigint) NOT NULL
            ) \(strict)
            """,
            """
            CREATE TABLE venues (
                id TEXT NOT NULL PRIMARY KEY,
                name TEXT NOT NULL,
                address TEXT NOT NULL,
                latitude \(bigint),
                longitude \(bigint),
                room TEXT NOT NULL,
                access_notes TEXT NOT NULL,
                CHECK ((latitude IS NULL) = (longitude IS NULL))
            ) \(strict)
            """,
        ]
    }

    @Sendable private static func meetups(_ dialect: Dialect) -> [SQL] {
        [
            series(dialect), meetupTable(dialect), deletedDates(dialect),
            "CREATE INDEX meetups_by_city ON meetups (city_slug, starts_at)",
            "CREATE INDEX meetups_by_start ON meetups (starts_at)",
        ]
    }

    @Sendable private static func meetupIndexes(_ dialect: Dialect) -> [SQL] {
        [
            """
            CREATE INDEX meetups_to_remind ON meetups (reminds_from)
            WHERE state = 'scheduled' AND reminds_from < starts_at
            """,
            "CREATE INDEX meetups_alone ON meetups (starts_at) WHERE slug IS NOT NULL",
        ]
    }

    private static func series(_ dialect: Dialect) -> SQL {
        """
        CREATE TABLE series (
            id TEXT NOT NULL PRIMARY KEY,
            city_slug TEXT NOT NULL REFERENCES cities (slug),
            slug TEXT NOT NULL,
            rules TEXT NOT NULL CHECK (rules <> ''),
            local_time TEXT NOT NULL,
            from_date TEXT,
            cancelled_dates TEXT NOT NULL,
            origin TEXT NOT NULL CHECK (origin IN ('config', 'http')),
            ended_at \(dialect.bigint),
            made_through TEXT NOT NULL,
            \(terms(dialect)),
            UNIQUE (city_slug, slug)
        ) \(dialect.strict)
        """
    }

    private static func meetupTable(_ dialect: Dialect) -> SQL {
        """
        CREATE TABLE meetups (
            id TEXT NOT NULL PRIMARY KEY,
            uid TEXT NOT NULL UNIQUE,
            city_slug TEXT NOT NULL REFERENCES cities (slug),
            slug TEXT,
            series_id TEXT REFERENCES series (id) ON DELETE CASCADE,
            nominal_date TEXT,
            origin TEXT NOT NULL CHECK (origin IN ('config', 'http')),
            local_start TEXT NOT NULL,
            time_zone TEXT NOT NULL,
            starts_at \(dialect.bigint) NOT NULL,
            ends_at \(dialect.bigint) NOT NULL CHECK (ends_at > starts_at),
            reminds_from \(dialect.bigint) NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('scheduled', 'cancelled')),
            is_detached \(dialect.bigint) NOT NULL CHECK (is_detached IN (0, 1)),
            revision_number \(dialect.bigint) NOT NULL CHECK (revision_number >= 0),
            created_at \(dialect.bigint) NOT NULL,
            modified_at \(dialect.bigint) NOT NULL,
            \(terms(dialect)),
            UNIQUE (series_id, nominal_date),
            UNIQUE (city_slug, slug),
            CHECK ((series_id IS NULL) = (nominal_date IS NULL))
        ) \(dialect.strict)
        """
    }

    private static func deletedDates(_ dialect: Dialect) -> SQL {
        """
        CREATE TABLE deleted_dates (
            series_id TEXT NOT NULL REFERENCES series (id) ON DELETE CASCADE,
            nominal_date TEXT NOT NULL,
            PRIMARY KEY (series_id, nominal_date)
        ) \(dialect.strict)
        """
    }

    /// The columns that a series and a meetup share.
    private static func terms(_ dialect: Dialect) -> SQL {
        """
        title TEXT NOT NULL,
        summary TEXT NOT NULL,
        duration \(dialect.bigint) NOT NULL CHECK (duration > 0),
        capacity \(dialect.bigint) NOT NULL CHECK (capacity > 0),
        venue_id TEXT NOT NULL REFERENCES venues (id),
        hosts TEXT NOT NULL,
        reminders TEXT NOT NULL
        """
    }
}
