import Domain
import Foundation
import Storage

struct MeetupStore {
    let tx: Transaction

    func find(_ id: Meetup.ID) throws -> Meetup? {
        try tx.row("\(Meetup.select) WHERE m.id = \(id.text)").map(Meetup.init(row:))
    }

    /// Returns the meetup and locks its row until the transaction ends, so that no other transaction counts its seats
    /// meanwhile.
    func lock(_ id: Meetup.ID) throws -> Meetup? {
        try tx.row("\(Meetup.select) WHERE m.id = \(id.text) \(holdingMeetups)").map(Meetup.init(row:))
    }

    /// Locks the meetup for work that can also be done a little later. Returns nil also if another transaction has
    /// locked the row.
    func tryLock(_ id: Meetup.ID) throws -> Meetup? {
        try tx.row("\(Meetup.select) WHERE m.id = \(id.text) \(holdingMeetups) \(tx.dialect.skipLocked)")
            .map(Meetup.init(row:))
    }

    /// Returns the one-off meetup with this slug, locked.
    func lock(_ slug: Slug, in city: Slug) throws -> Meetup? {
        try tx.row(
            "\(Meetup.select) WHERE m.city_slug = \(city.text) AND m.slug = \(slug.text) \(holdingMeetups)"
        ).map(Meetup.init(row:))
    }

    var holdingMeetups: SQL { tx.dialect.forUpdate(of: "m") }

    /// Returns a city's meetups that are not over, in order of time.
    func all(in city: Slug, endingAfter now: Date, limit: Int = 500) throws -> [Meetup] {
        try tx.rows(
            """
            \(Meetup.select) WHERE m.city_slug = \(city.text) AND m.ends_at > \(now)
            ORDER BY m.starts_at, m.id LIMIT \(limit)
            """
        ).map(Meetup.init(row:))
    }

    /// Returns, locked, a city's meetups that have not started and were made when the city had another time zone.
    func lockAll(outsideZoneOf city: City, startingAfter now: Date) throws -> [Meetup] {
        try tx.rows(
            """
            \(Meetup.select) WHERE m.city_slug = \(city.slug.text) AND m.starts_at > \(now)
                AND m.time_zone <> \(city.timeZone.name)
            ORDER BY m.starts_at \(holdingMeetups)
            """
        ).map(Meetup.init(row:))
    }

    /// Returns a series' meetups that have not started.
    func all(of series: Series.ID, startingAfter now: Date) throws -> [Meetup] {
        try tx.rows(
            "\(Meetup.select) WHERE m.series_id = \(series.text) AND m.starts_at > \(now) ORDER BY m.starts_at"
        ).map(Meetup.init(row:))
    }

    /// Returns a series' meetups that have not started, locked.
    func lockAll(of series: Series.ID, startingAfter now: Date) throws -> [Meetup] {
        try tx.rows(
            """
            \(Meetup.select) WHERE m.series_id = \(series.text) AND m.starts_at > \(now)
            ORDER BY m.starts_at \(holdingMeetups)
            """
        ).map(Meetup.init(row:))
    }

    /// Returns the days from `first` on for which the series has a meetup, in any state.
    func occurrenceDates(of series: Series.ID, from first: LocalDate) throws -> [LocalDate] {
        try tx.rows(
            """
            SELECT occurrence_date FROM meetups
            WHERE series_id = \(series.text) AND occurrence_date >= \(first.description)
            """
        ).map { try LocalDate(parsing: $0.text("occurrence_date")) }
    }

    /// Returns the one-off meetups from the configuration that have not started, with their slugs, locked.
    func lockOneOffs(startingAfter now: Date) throws -> [(slug: Slug, meetup: Meetup)] {
        try tx.rows(
            """
            \(Meetup.select) WHERE m.slug IS NOT NULL AND m.origin = 'config' AND m.starts_at > \(now)
            ORDER BY m.starts_at \(holdingMeetups)
            """
        ).map { (try Slug(parsing: $0.text("slug")), try Meetup(row: $0)) }
    }

    /// Returns the scheduled meetups that have not started and have a reminder that is due and not left behind.
    func lackingReminders() throws -> [Meetup] {
        try tx.rows(
            """
            \(Meetup.select) WHERE m.state = 'scheduled' AND m.reminds_from < m.starts_at
                AND m.reminds_from <= \(tx.now) AND m.starts_at > \(tx.now)
            ORDER BY m.reminds_from
            """
        ).map(Meetup.init(row:))
    }

    /// Stops the search for guests who lack a reminder that was due at or before `limit`.
    func leaveBehindReminders(of meetup: Meetup, dueUntil limit: Date) throws {
        try tx.execute(
            "UPDATE meetups SET reminds_from = \(meetup.remindsFrom(after: limit)) WHERE id = \(meetup.id.text)"
        )
    }

    func hasRSVPs(_ meetup: Meetup.ID) throws -> Bool {
        try tx.row("SELECT 1 AS one FROM rsvps WHERE meetup_id = \(meetup.text) LIMIT 1") != nil
    }

    func hasRSVPs(toAnyOf series: Series.ID) throws -> Bool {
        try tx.row(
            """
            SELECT 1 AS one FROM rsvps JOIN meetups ON meetups.id = rsvps.meetup_id
            WHERE meetups.series_id = \(series.text) LIMIT 1
            """
        ) != nil
    }

    func delete(_ meetup: Meetup) throws {
        try rememberDeleted("id = \(meetup.id.text)")
        try tx.letters.deleteOwners(.meetup, where: "id = \(meetup.id.text)")
        if let occurrence = meetup.occurrence { try tx.seriesHistory.touch(occurrence.series) }
        try tx.cities.touch(meetup.city)
    }
}

extension Transaction {
    var meetups: MeetupStore { MeetupStore(tx: self) }
}

extension MeetupStore {
    func insert(_ meetup: Meetup, slug: Slug? = nil) throws {
        let identity: SQLRecord = [
            "id": meetup.id.text,
            "uid": meetup.uid,
            "city_slug": meetup.city.text,
            "slug": slug?.text,
            "series_id": meetup.occurrence?.series.text,
            "occurrence_date": meetup.occurrence?.date.description,
            "created_at": meetup.revision.created,
        ]
        let record = identity.adding(meetup.record(venue: try tx.venues.save(meetup.terms.venue)))
        try tx.execute("INSERT INTO meetups (\(record.columns)) VALUES (\(record.values))")
        // Others are in their series' calendar already, by its rule.
        if let occurrence = meetup.occurrence, meetup.state == .cancelled {
            try tx.seriesHistory.touch(occurrence.series)
        }
        try tx.cities.touch(meetup.city)
    }

    /// Updates everything that can change about a meetup.
    func update(_ meetup: Meetup) throws {
        let record = meetup.record(venue: try tx.venues.save(meetup.terms.venue))
        try tx.execute("UPDATE meetups SET \(record.assignments) WHERE id = \(meetup.id.text)")
        try tx.cities.touch(meetup.city)
    }
}

extension Meetup {
    static var select: SQL {
        "SELECT m.*, \(Venue.columns) FROM meetups m JOIN venues v ON v.id = m.venue_id"
    }

    /// The columns that can change; `venue` is the id under which the venue is kept.
    fileprivate func record(venue: String) -> SQLRecord {
        let record: SQLRecord = [
            "origin": origin.rawValue,
            "local_start": start.description,
            "time_zone": timeZone.name,
            "starts_at": startsAt,
            "ends_at": endsAt,
            "moved_from": movedFrom,
            "reminds_from": remindsFrom(),
            "state": state.rawValue,
            "reason": reason,
            "is_tentative": isTentative,
            "confirmed_at": confirmedAt,
            "is_detached": isDetached,
            "revision_number": revision.sequence,
            "modified_at": revision.modified,
        ]
        return record.adding(terms.record(venue: venue))
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
