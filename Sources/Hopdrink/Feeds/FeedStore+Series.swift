import Domain
import Storage

/// The data that the feed of one series needs besides its meetups.
struct SeriesContent: Sendable {
    let facts: SeriesFacts
    let history: SeriesHistory
    let city: City
    /// The UID that all its occurrences share.
    let uid: String
}

extension FeedStore {
    /// Returns nil if the scope is not a series, or if no calendar can repeat the series' rules.
    func seriesContent(of scope: FeedSelection.Scope, host: String) throws -> SeriesContent? {
        guard case .series(let slug, in: let home) = scope, let series = try tx.series.find(slug, in: home),
            series.plan.repeatableRule != nil
        else { return nil }
        let history = try tx.seriesHistory.find(of: series.id)
        let city = try tx.cities.require(home)
        let facts = try facts(of: series, in: city, since: history.anchor)
        return SeriesContent(facts: facts, history: history, city: city, uid: "\(series.id)@\(host)")
    }

    private func facts(of series: Series, in city: City, since anchor: LocalDate) throws -> SeriesFacts {
        let made = try states(of: series.id, since: anchor)
        let before = anchor.adding(days: -1)
        let end = max(before, try madeThrough(series.id) ?? before, made.keys.max() ?? before)
        let leftOut = try tx.series.deletedDates(of: series.id).union(series.plan.exceptions.skipped).filter {
            $0 > end
        }
        let dates = SeriesDates.Rules(of: series.plan)
        return SeriesFacts(
            series: series, timeZone: city.timeZone, named: try dates.days(from: anchor, through: end),
            next: series.endedAt == nil ? try dates.first(after: end, notIn: leftOut) : nil, counted: try dates.last,
            made: made, leftOut: leftOut
        )
    }

    private func states(of series: Series.ID, since anchor: LocalDate) throws -> [LocalDate: Meetup.State] {
        let rows = try tx.rows(
            """
            SELECT occurrence_date, state FROM meetups
            WHERE series_id = \(series.text) AND occurrence_date >= \(anchor.description)
            """
        )
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                guard let state = Meetup.State(rawValue: try row.text("state")) else {
                    throw StoreError.unreadable(column: "meetups.state")
                }
                return (try LocalDate(parsing: row.text("occurrence_date")), state)
            }
        )
    }

    /// The last day up to which the series' meetups were generated; nil if they must be generated again.
    private func madeThrough(_ series: Series.ID) throws -> LocalDate? {
        guard let day = try tx.row("SELECT made_through FROM series WHERE id = \(series.text)")?.text("made_through"),
            !day.isEmpty
        else { return nil }
        return try LocalDate(parsing: day)
    }
}
