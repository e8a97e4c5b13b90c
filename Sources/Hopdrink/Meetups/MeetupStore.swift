import Domain
import Foundation
import Storage

extension Transaction {
    func meetup(_ id: Meetup.ID) throws -> Meetup? {
        try row("\(Meetup.select) WHERE m.id = \(id.text)").map(Meetup.init(row:))
    }

    /// The meetup with its row held until the transaction ends: nobody else counts its places meanwhile.
    func lockMeetup(_ id: Meetup.ID) throws -> Meetup? {
        try row("\(Meetup.select) WHERE m.id = \(id.text) \(holdingMeetups)").map(Meetup.init(row:))
    }

    /// The same for work that can be done a little later as well: nil too when another transaction holds the row.
    func tryLockMeetup(_ id: Meetup.ID) throws -> Meetup? {
        try row("\(Meetup.select) WHERE m.id = \(id.text) \(holdingMeetups) \(dialect.skipLocked)")
            .map(Meetup.init(row:))
    }

    /// The one-off of this name, held.
    func lockMeetup(_ slug: Slug, in city: Slug) throws -> Meetup? {
        try row(
            "\(Meetup.select) WHERE m.city_slug = \(city.text) AND m.slug = \(slug.text) \(holdingMeetups)"
        ).map(Meetup.init(row:))
    }

    var holdingMeetups: SQL { dialect.forUpdate(of: "m") }

    /// A city's meetups that are not over, in order of time.
    func meetups(in city: Slug, endingAfter now: Date, limit: Int = 500) throws -> [Meetup] {
        try rows(
            """
            \(Meetup.select) WHERE m.city_slug = \(city.text) AND m.ends_at > \(now)
            ORDER BY m.starts_at, m.id LIMIT \(limit)
            """
        ).map(Meetup.init(row:))
    }

    /// A city's meetups that have not started and were made when the city had another time zone, held.
    func lockMeetups(outsideZoneOf city: City, startingAfter now: Date) throws -> [Meetup] {
        try rows(
            """
            \(Meetup.select) WHERE m.city_slug = \(city.slug.text) AND m.starts_at > \(now)
                AND m.time_zone <> \(city.timeZone.name)
            ORDER BY m.starts_at \(holdingMeetups)
            """
        ).map(Meetup.init(row:))
    }

    /// A series' meetups that have not started.
    func meetups(of series: Series.ID, startingAfter now: Date) throws -> [Meetup] {
        try rows(
            "\(Meetup.select) WHERE m.series_id = \(series.text) AND m.starts_at > \(now) ORDER BY m.starts_at"
        ).map(Meetup.init(row:))
    }

    /// A series' meetups that have not started, held.
    func lockMeetups(of series: Series.ID, startingAfter now: Date) throws -> [Meetup] {
        try rows(
            """
            \(Meetup.select) WHERE m.series_id = \(series.text) AND m.starts_at > \(now)
            ORDER BY m.starts_at \(holdingMeetups)
            """
        ).map(Meetup.init(row:))
    }

    /// The days from `first` on for which the series has a meetup, of whatever state.
    func occurrenceDates(of series: Series.ID, from first: LocalDate) throws -> [LocalDate] {
        try rows(
            """
            SELECT occurrence_date FROM meetups
            WHERE series_id = \(series.text) AND occurrence_date >= \(first.description)
            """
        ).map { try LocalDate(parsing: $0.text("occurrence_date")) }
    }

    /// One-offs from the configuration that have not started, with their names, held.
    func lockOneOffs(startingAfter now: Date) throws -> [(slug: Slug, meetup: Meetup)] {
        try rows(
            """
            \(Meetup.select) WHERE m.slug IS NOT NULL AND m.origin = 'config' AND m.starts_at > \(now)
            ORDER BY m.starts_at \(holdingMeetups)
            """
        ).map { (try Slug(parsing: $0.text("slug")), try Meetup(row: $0)) }
    }

    /// Scheduled meetups that have not started and have a reminder that is due and not left behind.
    func meetupsToRemind(at now: Date) throws -> [Meetup] {
        try rows(
            """
            \(Meetup.select) WHERE m.state = 'scheduled' AND m.reminds_from < m.starts_at
                AND m.reminds_from <= \(now) AND m.starts_at > \(now)
            ORDER BY m.reminds_from
            """
        ).map(Meetup.init(row:))
    }

    /// Looks no more for guests who lack a reminder that fell due until `limit`.
    func leaveBehindReminders(of meetup: Meetup, dueUntil limit: Date) throws {
        try execute(
            "UPDATE meetups SET reminds_from = \(meetup.remindsFrom(after: limit)) WHERE id = \(meetup.id.text)"
        )
    }

    func hasRSVPs(_ meetup: Meetup.ID) throws -> Bool {
        try row("SELECT 1 AS one FROM rsvps WHERE meetup_id = \(meetup.text) LIMIT 1") != nil
    }

    func hasRSVPs(toAnyOf series: Series.ID) throws -> Bool {
        try row(
            """
            SELECT 1 AS one FROM rsvps JOIN meetups ON meetups.id = rsvps.meetup_id
            WHERE meetups.series_id = \(series.text) LIMIT 1
            """
        ) != nil
    }

    func delete(_ meetup: Meetup, at now: Date) throws {
        try rememberDeleted("id = \(meetup.id.text)")
        try execute("DELETE FROM meetups WHERE id = \(meetup.id.text)")
        if let occurrence = meetup.occurrence { try touch(occurrence.series, at: now) }
        try touch(meetup.city, at: now)
    }
}

extension Transaction {
    func insert(_ meetup: Meetup, slug: Slug? = nil) throws {
        let venue = try save(meetup.terms.venue)
        try execute(
            """
            INSERT INTO meetups (id, uid, city_slug, slug, series_id, occurrence_date, origin, local_start, time_zone,
                starts_at, ends_at, moved_from, reminds_from, state, reason, is_tentative, confirmed_at, is_detached,
                revision_number, created_at, modified_at, title, summary, duration, capacity, venue_id, hosts,
                reminders, \(GuestTerms.columns))
            VALUES (\(meetup.id.text), \(meetup.uid), \(meetup.city.text), \(slug?.text),
                \(meetup.occurrence?.series.text), \(meetup.occurrence?.date.description), \(meetup.origin.rawValue),
                \(meetup.start.description), \(meetup.timeZone.name), \(meetup.startsAt), \(meetup.endsAt),
                \(meetup.movedFrom), \(meetup.remindsFrom()), \(meetup.state.rawValue), \(meetup.reason),
                \(meetup.isTentative), \(meetup.confirmedAt), \(meetup.isDetached), \(meetup.revision.sequence), \(meetup.revision.created),
                \(meetup.revision.modified), \(meetup.terms.title), \(meetup.terms.text), \(meetup.terms.duration),
                \(meetup.terms.capacity), \(venue), \(meetup.terms.hostLines), \(meetup.terms.reminderList),
                \(meetup.terms.guests.values))
            """
        )
        // Others are in their series' calendar already, by its rule.
        if let occurrence = meetup.occurrence, meetup.state == .cancelled {
            try touch(occurrence.series, at: meetup.revision.modified)
        }
        try touch(meetup.city, at: meetup.revision.modified)
    }

    /// Writes everything that can change about a meetup.
    func update(_ meetup: Meetup) throws {
        let venue = try save(meetup.terms.venue)
        try execute(
            """
            UPDATE meetups SET origin = \(meetup.origin.rawValue), local_start = \(meetup.start.description),
                time_zone = \(meetup.timeZone.name), starts_at = \(meetup.startsAt), ends_at = \(meetup.endsAt),
                moved_from = \(meetup.movedFrom), reminds_from = \(meetup.remindsFrom()),
                state = \(meetup.state.rawValue), reason = \(meetup.reason), is_tentative = \(meetup.isTentative), confirmed_at = \(meetup.confirmedAt),
                is_detached = \(meetup.isDetached), revision_number = \(meetup.revision.sequence),
                modified_at = \(meetup.revision.modified), title = \(meetup.terms.title),
                summary = \(meetup.terms.text), duration = \(meetup.terms.duration),
                capacity = \(meetup.terms.capacity), venue_id = \(venue), hosts = \(meetup.terms.hostLines),
                reminders = \(meetup.terms.reminderList), \(meetup.terms.guests.assignments)
            WHERE id = \(meetup.id.text)
            """
        )
        try touch(meetup.city, at: meetup.revision.modified)
    }
}

extension Meetup {
    static var select: SQL {
        "SELECT m.*, \(Venue.columns) FROM meetups m JOIN venues v ON v.id = m.venue_id"
    }

    /// When the next reminder is due; the start when there is none.
    fileprivate func remindsFrom(after limit: Date = .distantPast) -> Date {
        ReminderPlan.nextDue(of: self, after: limit) ?? startsAt
    }

    init(row: SQLRow) throws {
        guard let id = ID(parsing: try row.text("id")), let origin = Origin(rawValue: try row.text("origin")),
            let state = State(rawValue: try row.text("state"))
        else { throw StoreError.unreadable(column: "meetups.id") }
        self.init(
            id: id, uid: try row.text("uid"), city: try Slug(parsing: row.text("city_slug")),
            timeZone: try Zone(stored: row.text("time_zone")), occurrence: try Occurrence(row: row), origin: origin,
            terms: try MeetupTerms(row: row), start: try LocalDateTime(parsing: row.text("local_start")), state: state,
            isDetached: try row.flag("is_detached"), revision: try Revision(row: row)
        )
        reason = try row.text("reason")
        isTentative = try row.flag("is_tentative")
        confirmedAt = try row.optionalInstant("confirmed_at")
        movedFrom = try row.optionalInstant("moved_from")
    }
}

extension Meetup.Occurrence {
    fileprivate init?(row: SQLRow) throws {
        guard let series = try row.optionalText("series_id"), let date = try row.optionalText("occurrence_date") else {
            return nil
        }
        guard let id = Series.ID(parsing: series) else { throw StoreError.unreadable(column: "meetups.series_id") }
        self.init(series: id, date: try LocalDate(parsing: date))
    }
}

extension Revision {
    init(row: SQLRow) throws {
        self.init(
            sequence: try row.integer("revision_number"), created: try row.instant("created_at"),
            modified: try row.instant("modified_at")
        )
    }
}
