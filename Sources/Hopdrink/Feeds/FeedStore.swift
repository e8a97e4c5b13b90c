import Domain
import Foundation
import Storage

/// What a feed's contents depend on, but for the day.
struct FeedState: Equatable, Sendable {
    /// How often anything was changed that a feed shows, city by city.
    let revisions: [Slug: Int]
    /// When anything was last changed; a city that left counts too.
    let changed: Date
}

extension Transaction {
    /// Nil when there is no such feed.
    func feedState(of scope: FeedSelection.Scope) throws -> FeedState? {
        let rows = try rows("SELECT slug, is_listed, revision, changed_at FROM cities WHERE \(scope.isOfCity)")
        let listed = try rows.filter { try $0.flag("is_listed") }
        if listed.isEmpty, scope != .network { return nil }
        let revisions = try listed.map { (try Slug(parsing: $0.text("slug")), try $0.integer("revision")) }
        return FeedState(
            revisions: Dictionary(uniqueKeysWithValues: revisions),
            changed: try rows.map { try $0.instant("changed_at") }.max() ?? Date(timeIntervalSince1970: 0)
        )
    }

    /// What the feed holds on the day that begins at `midnight`, and the state from which that follows; nil when there is
    /// no such feed.
    func feedContent(
        of selection: FeedSelection, on midnight: Date, host: String
    ) throws -> (FeedContent, FeedState)? {
        let scope = selection.scope
        guard let state = try feedState(of: scope) else { return nil }
        let meetups = try feedMeetups(in: scope, since: FeedContent.start(of: midnight))
        let venue = try venueName(of: scope, among: meetups)
        if scope.isOfVenue, venue == nil { return nil }
        let content = FeedContent(
            selection: selection, cities: try cities(in: scope), meetups: meetups, venue: venue,
            series: try seriesContent(of: scope, host: host), midnight: midnight, changed: max(state.changed, midnight)
        )
        return (content, state)
    }

    /// When anything in the city last changed.
    func lastChange(of city: Slug) throws -> Date {
        guard let row = try row("SELECT changed_at FROM cities WHERE slug = \(city.text)") else {
            throw StoreError.missing(table: "cities")
        }
        return try row.instant("changed_at")
    }

    /// The cities that a feed is about, in the order of the configuration.
    func cities(in scope: FeedSelection.Scope) throws -> [City] {
        try rows("SELECT * FROM cities WHERE is_listed = 1 AND \(scope.isOfCity) ORDER BY sort_order")
            .map(City.init(row:))
    }

    /// What a feed shows: meetups that ended after `ended`, cancelled ones only if that is newer than it.
    func feedMeetups(in scope: FeedSelection.Scope, since ended: Date) throws -> [Meetup] {
        try rows(
            """
            \(Meetup.select) WHERE \(scope.isOfMeetup) AND m.ends_at > \(ended)
                AND (m.state = 'scheduled' OR m.modified_at > \(ended))
            ORDER BY m.starts_at, m.id
            """
        ).map(Meetup.init(row:)).filter(scope.holds)
    }
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
