import Domain
import Foundation
import Storage

struct SeriesStore {
    let tx: Transaction

    func find(_ id: Series.ID) throws -> Series? {
        try tx.row("\(Series.select) WHERE s.id = \(id.text)").map(Series.init(row:))
    }

    /// Returns the series and locks its row until the transaction ends.
    func lock(_ id: Series.ID) throws -> Series? {
        try tx.row("\(Series.select) WHERE s.id = \(id.text) \(tx.dialect.forUpdate(of: "s"))").map(Series.init(row:))
    }

    func find(_ slug: Slug, in city: Slug) throws -> Series? {
        try tx.row("\(Series.select) WHERE s.city_slug = \(city.text) AND s.slug = \(slug.text)").map(Series.init(row:))
    }

    func all(from origin: Origin) throws -> [Series] {
        try tx.rows("\(Series.select) WHERE s.origin = \(origin.rawValue) AND s.ended_at IS NULL").map(
            Series.init(row:))
    }

    /// Returns the series of a city that have not ended.
    func all(in city: Slug) throws -> [Series] {
        try tx.rows("\(Series.select) WHERE s.city_slug = \(city.text) AND s.ended_at IS NULL ORDER BY s.id")
            .map(Series.init(row:))
    }

    /// Returns whether a series of a listed city lacks meetups at the end of the window.
    func hasMade(before end: LocalDate) throws -> Bool {
        try tx.row("\(Series.lagging(before: end)) LIMIT 1") != nil
    }

    /// Returns series that lack meetups at the end of the window, locked until the transaction ends. Skips rows that
    /// another daemon has locked.
    func takeMade(before end: LocalDate, limit: Int) throws -> [Series] {
        try tx.rows(
            """
            \(Series.lagging(before: end)) ORDER BY s.made_through LIMIT \(limit)
            \(tx.dialect.forUpdate(of: "s")) \(tx.dialect.skipLocked)
            """
        ).map(Series.init(row:))
    }

    func markMade(_ series: Series, through date: LocalDate) throws {
        try tx.execute("UPDATE series SET made_through = \(date.description) WHERE id = \(series.id.text)")
    }

    /// Inserts the series, or updates everything but its id, city and slug. Its meetups must be generated again
    /// afterwards.
    func save(_ series: Series) throws {
        let former = try self.find(series.id)
        try write(series)
        try tx.seriesHistory.note(series, after: former)
    }

    private func write(_ series: Series) throws {
        tx.note(.city(series.city))
        let record = try series.record(venue: try tx.venues.save(series.plan.terms.venue))
        try tx.execute(
            """
            INSERT INTO series (\(record.columns)) VALUES (\(record.values))
            \(record.upsert(on: "id", keeping: ["city_slug", "slug"]))
            """
        )
    }

    func delete(_ series: Series) throws {
        try tx.meetups.rememberDeleted("series_id = \(series.id.text)")
        try tx.letters.deleteOwners(.meetup, where: "series_id = \(series.id.text)")
        try tx.execute("DELETE FROM series WHERE id = \(series.id.text)")
        try tx.cities.touch(series.city)
    }

    /// Returns the days whose meetup was deleted for good.
    func deletedDates(of series: Series.ID) throws -> Set<LocalDate> {
        let rows = try tx.rows("SELECT occurrence_date FROM deleted_dates WHERE series_id = \(series.text)")
        return Set(try rows.map { try LocalDate(parsing: $0.text("occurrence_date")) })
    }

    /// Removes the cancellation of this day from the series' exceptions, so that its meetup can take place.
    func forgetCancelling(_ date: LocalDate, of series: Series) throws {
        guard case .cancelled = series.plan.exceptions[date] else { return }
        var series = series
        series.plan.exceptions[date] = nil
        try save(series)
    }

    func unmarkDeleted(_ occurrence: Meetup.Occurrence) throws {
        try tx.execute(
            """
            DELETE FROM deleted_dates
            WHERE series_id = \(occurrence.series.text) AND occurrence_date = \(occurrence.date.description)
            """
        )
    }

    func markDeleted(_ occurrence: Meetup.Occurrence) throws {
        try tx.execute(
            """
            INSERT INTO deleted_dates (series_id, occurrence_date)
            VALUES (\(occurrence.series.text), \(occurrence.date.description)) ON CONFLICT DO NOTHING
            """
        )
    }
}

extension Transaction {
    var series: SeriesStore { SeriesStore(tx: self) }
}

extension Series {
    static var select: SQL {
        "SELECT s.*, \(Venue.columns) FROM series s JOIN venues v ON v.id = s.venue_id"
    }

    fileprivate static func lagging(before end: LocalDate) -> SQL {
        """
        \(select)
        WHERE s.ended_at IS NULL AND s.made_through < \(end.description)
            AND s.city_slug IN (SELECT slug FROM cities WHERE is_listed = 1)
        """
    }

    /// A series that was written is to make its meetups anew. `venue` is the id under which the venue is kept.
    fileprivate func record(venue: String) throws -> SQLRecord {
        let (exceptions, cancels) = (try plan.exceptions.text, plan.confirmation?.cancelsUnconfirmed ?? false)
        let record: SQLRecord = [
            "id": id.text,
            "city_slug": city.text,
            "slug": plan.slug.text,
            "rules": plan.ruleLines,
            "local_time": plan.time.description,
            "from_date": plan.from?.description,
            "exceptions": exceptions,
            "origin": origin.rawValue,
            "ended_at": endedAt,
            "confirm_before": plan.confirmation?.before,
            "cancels_unconfirmed": cancels,
            "made_through": "",
        ]
        return record.adding(plan.terms.record(venue: venue))
    }

    init(row: SQLRow) throws {
        guard let id = ID(parsing: try row.text("id")), let origin = Origin(rawValue: try row.text("origin")) else {
            throw StoreError.unreadable(column: "series.id")
        }
        self.init(
            id: id, city: try Slug(parsing: row.text("city_slug")), plan: try SeriesPlan(row: row), origin: origin,
            endedAt: try row.optionalInstant("ended_at")
        )
    }
}

extension SeriesPlan {
    fileprivate init(row: SQLRow) throws {
        let rules = try row.text("rules").split(separator: "\n").flatMap { try Rule.rules(parsing: String($0)) }
        self.init(
            slug: try Slug(parsing: row.text("slug")), terms: try MeetupTerms(row: row), rules: rules,
            time: try LocalTime(parsing: row.text("local_time")),
            from: try row.optionalText("from_date").map { try LocalDate(parsing: $0) },
            exceptions: try SeriesExceptions.read(row)
        )
        confirmation = try row.optionalInteger("confirm_before").map { before in
            HostConfirmation(before: before, cancelsUnconfirmed: try row.flag("cancels_unconfirmed"))
        }
    }

    fileprivate var ruleLines: String { rules.map(\.text).joined(separator: "\n") }
}
