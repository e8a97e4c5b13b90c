import Domain
import Foundation
import Storage

struct SeriesHistoryStore {
    let tx: Transaction

    func find(of series: Series.ID) throws -> SeriesHistory {
        let found = try tx.row(
            "SELECT anchored_on, revision_number, created_at, modified_at FROM series WHERE id = \(series.text)"
        )
        guard let found else { throw StoreError.missing(table: "series") }
        return SeriesHistory(
            anchor: try LocalDate(parsing: found.text("anchored_on")), revision: try Revision(row: found)
        )
    }

    /// Increments the revision of the series' own calendar, once per transaction.
    func touch(_ series: Series.ID) throws {
        _ = try tx.once("touch series \(series)") {
            try tx.execute(
                """
                UPDATE series SET revision_number = revision_number + 1,
                    modified_at = CASE WHEN modified_at < \(tx.now) THEN \(tx.now) ELSE modified_at + 1 END
                WHERE id = \(series.text)
                """
            )
        }
    }

    /// Counts the dates of all series of a city from today on.
    func anchorAll(of city: City) throws {
        for row in try tx.rows("SELECT id FROM series WHERE city_slug = \(city.slug.text)") {
            guard let id = Series.ID(parsing: try row.text("id")) else {
                throw StoreError.unreadable(column: "series.id")
            }
            try anchor(id, in: city)
            try touch(id)
        }
    }

    /// Starts the history of a new series, or continues that of an existing one.
    func note(_ series: Series, after former: Series?) throws {
        if former.map(series.isCountedAnew) ?? true { try anchor(series.id, in: try tx.cities.require(series.city)) }
        guard let former else {
            try tx.execute(
                "UPDATE series SET created_at = \(tx.now), modified_at = \(tx.now) WHERE id = \(series.id.text)"
            )
            return
        }
        guard series.isVisiblyDifferent(from: former) else { return }
        try touch(series.id)
        try tx.cities.touch(series.city)
    }

    private func anchor(_ series: Series.ID, in city: City) throws {
        let today = LocalDateTime(tx.now, in: city.timeZone).date
        try tx.execute("UPDATE series SET anchored_on = \(today.description) WHERE id = \(series.text)")
    }
}

extension Transaction {
    var seriesHistory: SeriesHistoryStore { SeriesHistoryStore(tx: self) }
}
