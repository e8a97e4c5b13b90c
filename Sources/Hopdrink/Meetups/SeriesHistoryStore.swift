import Domain
import Foundation
import Storage

extension Transaction {
    func history(of series: Series.ID) throws -> SeriesHistory {
        let found = try row(
            "SELECT anchored_on, revision_number, created_at, modified_at FROM series WHERE id = \(series.text)"
        )
        guard let found else { throw StoreError.missing(table: "series") }
        return SeriesHistory(
            anchor: try LocalDate(parsing: found.text("anchored_on")), revision: try Revision(row: found)
        )
    }

    /// Increments the revision of the series' own calendar, once per transaction.
    func touch(_ series: Series.ID, at now: Date) throws {
        _ = try once("touch series \(series)") {
            try execute(
                """
                UPDATE series SET revision_number = revision_number + 1,
                    modified_at = CASE WHEN modified_at < \(now) THEN \(now) ELSE modified_at + 1 END
                WHERE id = \(series.text)
                """
            )
        }
    }

    /// Counts the dates of all series of a city from today on.
    func anchorSeries(of city: City, at now: Date) throws {
        for row in try rows("SELECT id FROM series WHERE city_slug = \(city.slug.text)") {
            guard let id = Series.ID(parsing: try row.text("id")) else {
                throw StoreError.unreadable(column: "series.id")
            }
            try anchor(id, in: city, at: now)
            try touch(id, at: now)
        }
    }

    /// Starts the history of a new series, or continues that of an existing one.
    func note(_ series: Series, after former: Series?, at now: Date) throws {
        if former.map(series.isCountedAnew) ?? true { try anchor(series.id, in: try city(of: series.city), at: now) }
        guard let former else {
            try execute(
                "UPDATE series SET created_at = \(now), modified_at = \(now) WHERE id = \(series.id.text)"
            )
            return
        }
        guard series.isVisiblyDifferent(from: former) else { return }
        try touch(series.id, at: now)
        try touch(series.city, at: now)
    }

    private func anchor(_ series: Series.ID, in city: City, at now: Date) throws {
        let today = LocalDateTime(now, in: city.timeZone).date
        try execute("UPDATE series SET anchored_on = \(today.description) WHERE id = \(series.text)")
    }
}
