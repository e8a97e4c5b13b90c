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
        Migration("daemons", statements: daemons),
        Migration("days that are not as their series says", statements: exceptions),
        Migration("when a city changed", statements: cityChanges),
        Migration("guests' own feeds", statements: guestFeeds),
        Migration("letters to people who are no guests", statements: lettersToHosts),
        Migration("meetups that a host must confirm", statements: confirmations),
        Migration("what series' calendars have been through", statements: seriesHistory),
        Migration("who follows a city", statements: followers),
        Migration("letters in order and in all their states", statements: lettersInOrder),
        Migration("addresses that get no mail", statements: suppressions),
        Migration("mail that comes in", statements: inbound),
        Migration("how many answers came by mail", statements: answersByMail),
        Migration("letters around an evening", statements: lettersAroundEvenings),
        Migration("what guests say, and how a waiting list moves", statements: waitingLists),
        Migration("who would come in which city", statements: cityRequests),
        Migration("who asks what is held of them", statements: personalData),
        Migration("letters to people by themselves", statements: lettersToPeople),
        Migration("what pages show of cities and evenings", statements: pages),
        Migration("guests' cards", statements: cards),
        Migration("rules of time zones that instants go by", statements: zoneRules),
        Migration("what is asked until it is confirmed", statements: asks),
    ]

    @Sendable private static func cities(_ dialect: Dialect) -> [SQL] {
        let (bigint, strict) = (dialect.bigint, dialect.strict)
        return [
            """
            CREATE TABLE cities (
                slug \(dialect.text) NOT NULL PRIMARY KEY,
                name \(dialect.text) NOT NULL,
                country \(dialect.text) NOT NULL,
                time_zone \(dialect.text) NOT NULL,
                languages \(dialect.text) NOT NULL CHECK (languages <> ''),
                representative \(dialect.text),
                sort_order \(bigint) NOT NULL,
                is_listed \(bigint) NOT NULL CHECK (is_listed IN (0, 1)),
                revision \(bigint) NOT NULL
            ) \(strict)
            """,
            """
            CREATE TABLE venues (
                id \(dialect.text) NOT NULL PRIMARY KEY,
                name \(dialect.text) NOT NULL,
                address \(dialect.text) NOT NULL,
                latitude \(bigint),
                longitude \(bigint),
                room \(dialect.text) NOT NULL,
                access_notes \(dialect.text) NOT NULL,
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

    @Sendable private static func exceptions(_ dialect: Dialect) -> [SQL] {
        [
            "ALTER TABLE series ADD COLUMN exceptions \(dialect.text) NOT NULL DEFAULT ''",
            "ALTER TABLE meetups ADD COLUMN reason \(dialect.text) NOT NULL DEFAULT ''",
        ]
    }

    private static func series(_ dialect: Dialect) -> SQL {
        """
        CREATE TABLE series (
            id \(dialect.text) NOT NULL PRIMARY KEY,
            city_slug \(dialect.text) NOT NULL REFERENCES cities (slug),
            slug \(dialect.text) NOT NULL,
            rules \(dialect.text) NOT NULL CHECK (rules <> ''),
            local_time \(dialect.text) NOT NULL,
            from_date \(dialect.text),
            cancelled_dates \(dialect.text) NOT NULL,
            origin \(dialect.text) NOT NULL CHECK (origin IN ('config', 'http')),
            ended_at \(dialect.bigint),
            made_through \(dialect.text) NOT NULL,
            \(terms(dialect)),
            UNIQUE (city_slug, slug)
        ) \(dialect.strict)
        """
    }

    private static func meetupTable(_ dialect: Dialect) -> SQL {
        """
        CREATE TABLE meetups (
            id \(dialect.text) NOT NULL PRIMARY KEY,
            uid \(dialect.text) NOT NULL UNIQUE,
            city_slug \(dialect.text) NOT NULL REFERENCES cities (slug),
            slug \(dialect.text),
            series_id \(dialect.text) REFERENCES series (id) ON DELETE CASCADE,
            occurrence_date \(dialect.text),
            origin \(dialect.text) NOT NULL CHECK (origin IN ('config', 'http')),
            local_start \(dialect.text) NOT NULL,
            time_zone \(dialect.text) NOT NULL,
            starts_at \(dialect.bigint) NOT NULL,
            ends_at \(dialect.bigint) NOT NULL CHECK (ends_at > starts_at),
            reminds_from \(dialect.bigint) NOT NULL,
            state \(dialect.text) NOT NULL CHECK (state IN ('scheduled', 'cancelled')),
            is_detached \(dialect.bigint) NOT NULL CHECK (is_detached IN (0, 1)),
            revision_number \(dialect.bigint) NOT NULL CHECK (revision_number >= 0),
            created_at \(dialect.bigint) NOT NULL,
            modified_at \(dialect.bigint) NOT NULL,
            \(terms(dialect)),
            UNIQUE (series_id, occurrence_date),
            UNIQUE (city_slug, slug),
            CHECK ((series_id IS NULL) = (occurrence_date IS NULL))
        ) \(dialect.strict)
        """
    }

    private static func deletedDates(_ dialect: Dialect) -> SQL {
        """
        CREATE TABLE deleted_dates (
            series_id \(dialect.text) NOT NULL REFERENCES series (id) ON DELETE CASCADE,
            occurrence_date \(dialect.text) NOT NULL,
            PRIMARY KEY (series_id, occurrence_date)
        ) \(dialect.strict)
        """
    }

    /// The columns that a series and a meetup share.
    private static func terms(_ dialect: Dialect) -> SQL {
        """
        title \(dialect.text) NOT NULL,
        summary \(dialect.text) NOT NULL,
        duration \(dialect.bigint) NOT NULL CHECK (duration > 0),
        capacity \(dialect.bigint) NOT NULL CHECK (capacity > 0),
        venue_id \(dialect.text) NOT NULL REFERENCES venues (id),
        hosts \(dialect.text) NOT NULL,
        reminders \(dialect.text) NOT NULL
        """
    }
}
