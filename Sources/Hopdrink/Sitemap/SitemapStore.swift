import Domain
import Foundation
import Storage

/// When a city's pages changed.
struct CityState: Sendable {
    let city: City
    let changed: Date
}

extension Transaction {
    func cityStates() throws -> [CityState] {
        try rows("SELECT * FROM cities WHERE is_listed = 1 ORDER BY sort_order").map { row in
            CityState(city: try City(row: row), changed: try row.instant("changed_at"))
        }
    }

    /// The series of all listed cities that go on, with their cities.
    func seriesNames() throws -> [(series: Slug, city: Slug, changed: Date)] {
        try rows(
            """
            SELECT s.slug, s.city_slug, s.modified_at FROM series s JOIN cities c ON c.slug = s.city_slug
            WHERE s.ended_at IS NULL AND c.is_listed = 1 ORDER BY s.id
            """
        ).map {
            (try Slug(parsing: $0.text("slug")), try Slug(parsing: $0.text("city_slug")), try $0.instant("modified_at"))
        }
    }

    /// The next meetups of all listed cities, with their cities.
    func meetupNames(endingAfter now: Date, limit: Int) throws -> [(meetup: Meetup.ID, city: Slug, changed: Date)] {
        try rows(
            """
            SELECT m.id, m.city_slug, m.modified_at FROM meetups m JOIN cities c ON c.slug = m.city_slug
            WHERE m.starts_at > \(now) AND m.state = 'scheduled' AND c.is_listed = 1
            ORDER BY m.starts_at, m.id LIMIT \(limit)
            """
        ).map { row in
            guard let id = Meetup.ID(parsing: try row.text("id")) else {
                throw StoreError.unreadable(column: "meetups.id")
            }
            return (id, try Slug(parsing: row.text("city_slug")), try row.instant("modified_at"))
        }
    }
}
