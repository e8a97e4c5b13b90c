import Domain
import Foundation
import Storage

/// A city and the time of the last change of its pages.
struct CityState: Sendable {
    let city: City
    let changed: Date
}

struct SitemapStore {
    let tx: Transaction

    func cityStates() throws -> [CityState] {
        try tx.rows("SELECT * FROM cities WHERE is_listed = 1 ORDER BY sort_order").map { row in
            CityState(city: try City(row: row), changed: try row.instant("changed_at"))
        }
    }

    /// The number of active series and upcoming meetups in each city.
    func counts() throws -> [Slug: Int] {
        let rows = try tx.rows(
            """
            SELECT city_slug, CAST(sum(pages) AS BIGINT) AS pages FROM (
                SELECT city_slug, count(*) AS pages FROM series WHERE ended_at IS NULL GROUP BY city_slug
                UNION ALL SELECT city_slug, count(*) AS pages FROM meetups
                WHERE starts_at > \(tx.now) AND state = 'scheduled' GROUP BY city_slug) AS counted
            WHERE city_slug IN (SELECT slug FROM cities WHERE is_listed = 1) GROUP BY city_slug
            """
        )
        return Dictionary(
            uniqueKeysWithValues: try rows.map { (try Slug(parsing: $0.text("city_slug")), try $0.integer("pages")) }
        )
    }

    /// The active series of a city.
    func seriesNames(in city: Slug) throws -> [(series: Slug, changed: Date)] {
        try tx.rows(
            "SELECT slug, modified_at FROM series WHERE ended_at IS NULL AND city_slug = \(city.text) ORDER BY id"
        ).map { (try Slug(parsing: $0.text("slug")), try $0.instant("modified_at")) }
    }

    /// The upcoming meetups of a city, in order of time.
    func meetupNames(
        in city: Slug, startingAfter now: Date, limit: Int, offset: Int
    ) throws -> [(meetup: Meetup.ID, changed: Date)] {
        try tx.rows(
            """
            SELECT id, modified_at FROM meetups
            WHERE city_slug = \(city.text) AND starts_at > \(tx.now) AND state = 'scheduled'
            ORDER BY starts_at, id LIMIT \(limit) OFFSET \(offset)
            """
        ).map { row in
            guard let id = Meetup.ID(parsing: try row.text("id")) else {
                throw StoreError.unreadable(column: "meetups.id")
            }
            return (id, try row.instant("modified_at"))
        }
    }
}

extension Transaction {
    var sitemap: SitemapStore { SitemapStore(tx: self) }
}
