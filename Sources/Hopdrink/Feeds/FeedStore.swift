import Domain
import Foundation
import Storage

/// Everything that a feed's contents depend on, except the day.
struct FeedState: Equatable, Sendable {
    /// The change count of each city: how often something changed that a feed shows.
    let revisions: [Slug: Int]
    /// The time of the last change; includes cities that are no longer listed.
    let changed: Date
    /// In the order of the configuration.
    let cities: [City]
}

/// All cities, with the count and the time of their changes.
struct KnownCities: Sendable {
    fileprivate struct Row: Sendable {
        let city: City
        let isListed: Bool
        let revision: Int
        let changed: Date
    }

    let read = ContinuousClock.now
    /// The number of this daemon's changes that this value certainly includes.
    let changes: Int
    fileprivate let rows: [Row]

    /// Returns the state that the feed depends on, and the selection without cities that do not exist. Returns nil if
    /// none of them is listed.
    func state(of asked: FeedSelection) -> (FeedSelection, FeedState)? {
        let chosen = rows.filter { asked.scope.names($0.city.slug) }
        let listed = chosen.filter(\.isListed)
        if listed.isEmpty, asked.scope != .network { return nil }
        var selection = asked
        if case .cities = asked.scope {
            selection.scope = .cities(chosen.map(\.city.slug).sorted { $0.text < $1.text })
        }
        let state = FeedState(
            revisions: Dictionary(uniqueKeysWithValues: listed.map { ($0.city.slug, $0.revision) }),
            changed: chosen.map(\.changed).max() ?? Date(timeIntervalSince1970: 0), cities: listed.map(\.city)
        )
        return (selection, state)
    }
}

extension FeedSelection.Scope {
    fileprivate func names(_ city: Slug) -> Bool {
        switch self {
        case .network: true
        case .cities(let slugs): slugs.contains(city)
        case .series(_, in: let home), .venue(_, in: let home): home == city
        }
    }
}

struct FeedStore {
    let tx: Transaction

    func knownCities(_ changes: Int) throws -> KnownCities {
        KnownCities(
            changes: changes,
            rows: try tx.rows("SELECT * FROM cities ORDER BY sort_order").map { row in
                KnownCities.Row(
                    city: try City(row: row), isListed: try row.flag("is_listed"),
                    revision: try row.integer("revision"), changed: try row.instant("changed_at")
                )
            }
        )
    }

    /// Returns the next meetups of a city's feed, with the city and its change count; nil if the city is not listed.
    func batch(
        of slug: Slug, since ended: Date, after last: FeedPart.Item?, limit: Int
    ) throws -> (City, revision: Int, [Meetup])? {
        guard let row = try tx.row("SELECT * FROM cities WHERE slug = \(slug.text) AND is_listed = 1") else {
            return nil
        }
        let meetups = try meetups(in: .cities([slug]), since: ended, after: last, limit: limit)
        return (try City(row: row), try row.integer("revision"), meetups)
    }

    /// Returns nil if there is no such feed.
    func state(of scope: FeedSelection.Scope) throws -> FeedState? {
        let rows = try tx.rows("SELECT slug, is_listed, revision, changed_at FROM cities WHERE \(scope.isOfCity)")
        let listed = try rows.filter { try $0.flag("is_listed") }
        if listed.isEmpty, scope != .network { return nil }
        let revisions = try listed.map { (try Slug(parsing: $0.text("slug")), try $0.integer("revision")) }
        return FeedState(
            revisions: Dictionary(uniqueKeysWithValues: revisions),
            changed: try rows.map { try $0.instant("changed_at") }.max() ?? Date(timeIntervalSince1970: 0),
            cities: try cities(in: scope)
        )
    }

    /// Returns the content of a series' feed on the day that begins at `midnight`, and the state that it depends on.
    /// Returns nil if there is no such feed.
    func content(
        of selection: FeedSelection, on midnight: Date, host: String
    ) throws -> (FeedContent, FeedState)? {
        let scope = selection.scope
        guard let state = try state(of: scope) else { return nil }
        let content = FeedContent(
            selection: selection, cities: state.cities,
            meetups: try meetups(in: scope, since: FeedContent.start(of: midnight)),
            series: try seriesContent(of: scope, host: host)
        )
        return (content, state)
    }

    /// The time of the last change in the city.
    func lastChange(of city: Slug) throws -> Date {
        guard let row = try tx.row("SELECT changed_at FROM cities WHERE slug = \(city.text)") else {
            throw StoreError.missing(table: "cities")
        }
        return try row.instant("changed_at")
    }

    /// The listed cities in the scope, in the order of the configuration.
    func cities(in scope: FeedSelection.Scope) throws -> [City] {
        try tx.rows("SELECT * FROM cities WHERE is_listed = 1 AND \(scope.isOfCity) ORDER BY sort_order")
            .map(City.init(row:))
    }

    /// Returns the meetups of a feed that ended after `ended` and, if `begin` is given, also after `begin`. Includes
    /// cancelled meetups only if they changed after `ended`. Returns at most `limit` meetups, starting after `last`.
    /// For a venue, returns all meetups of its city.
    func meetups(
        in scope: FeedSelection.Scope, since ended: Date, from begin: Date? = nil, after last: FeedPart.Item? = nil,
        limit: Int = .max
    ) throws -> [Meetup] {
        let isNext: SQL =
            if let last {
                "m.starts_at >= \(last.start) AND (m.starts_at > \(last.start) OR m.id > \(last.id.text))"
            } else {
                "1 = 1"
            }
        return try tx.rows(
            """
            \(Meetup.select) WHERE \(scope.isOfMeetup) AND m.ends_at > \(begin ?? ended)
                AND (m.state = 'scheduled' OR m.modified_at > \(ended)) AND \(isNext)
            ORDER BY m.starts_at, m.id LIMIT \(limit)
            """
        ).map(Meetup.init(row:))
    }
}

extension Transaction {
    var feeds: FeedStore { FeedStore(tx: self) }
}

extension FeedSelection.Scope {
    fileprivate var isOfCity: SQL {
        switch self {
        case .network: "1 = 1"
        case .cities(let slugs): "slug IN \(list: slugs.map(\.text))"
        case .venue(_, let city): "slug = \(city.text)"
        case .series(let series, let city):
            """
            slug = \(city.text)
                AND EXISTS (SELECT 1 FROM series WHERE series.city_slug = cities.slug AND series.slug = \(series.text))
            """
        }
    }

    fileprivate var isOfMeetup: SQL {
        switch self {
        case .network: "m.city_slug IN (SELECT slug FROM cities WHERE is_listed = 1)"
        case .cities(let slugs):
            """
            m.city_slug IN (SELECT slug FROM cities WHERE is_listed = 1 AND slug IN \(list: slugs.map(\.text)))
            """
        case .series(let series, let city):
            """
            m.series_id IN (
                SELECT id FROM series WHERE city_slug = \(city.text) AND slug = \(series.text))
            """
        case .venue(_, let city): "m.city_slug = \(city.text)"
        }
    }
}

extension FeedStore {
    /// The name of a venue that has no meetup in the feed, taken from a series of the city that takes place there. Nil
    /// if there is no such series. The database does not store venue slugs.
    func plannedVenueName(_ venue: VenueSlug, in city: Slug) throws -> String? {
        try tx.rows(
            """
            SELECT DISTINCT v.name FROM venues v JOIN series s ON s.venue_id = v.id
            WHERE s.city_slug = \(city.text) ORDER BY v.name
            """
        ).map { try $0.text("name") }.first { VenueSlug(naming: $0) == venue }
    }
}

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
