import Domain
import Foundation
import Storage

extension Transaction {
    /// Makes the listed cities exactly these. A city that is as before keeps its revision.
    func save(_ cities: [City], at now: Date) throws {
        let changed = try timeOfChange(at: now)
        let left = try rows(
            """
            UPDATE cities SET is_listed = 0, \(City.revised(at: changed))
            WHERE is_listed = 1 AND slug NOT IN \(list: cities.map(\.slug.text)) RETURNING slug
            """
        )
        try left.forEach { note(.city(try Slug(parsing: $0.text("slug"))), .network) }
        for (order, city) in cities.enumerated() { try save(city, order: order, changed: changed) }
    }

    private func save(_ city: City, order: Int, changed: Int) throws {
        let languages = city.languages.map(\.code).joined(separator: ",")
        let saved = try execute(
            """
            INSERT INTO cities (slug, name, country, time_zone, languages, representative, latitude, longitude,
                sort_order, is_listed, revision, changed_at)
            VALUES (\(city.slug.text), \(city.name), \(city.country), \(city.timeZone.name), \(languages),
                \(city.representative?.text), \(city.coordinates?.latitude), \(city.coordinates?.longitude),
                \(order), 1, 1, \(changed))
            ON CONFLICT (slug) DO UPDATE SET name = excluded.name, country = excluded.country,
                time_zone = excluded.time_zone, languages = excluded.languages,
                representative = excluded.representative, latitude = excluded.latitude,
                longitude = excluded.longitude, sort_order = excluded.sort_order, is_listed = 1,
                \(City.revised(at: changed))
            WHERE (cities.name, cities.country, cities.time_zone, cities.languages, cities.sort_order, cities.is_listed)
                    <> (excluded.name, excluded.country, excluded.time_zone, excluded.languages, excluded.sort_order, 1)
                OR cities.representative IS DISTINCT FROM excluded.representative
                OR cities.latitude IS DISTINCT FROM excluded.latitude
                OR cities.longitude IS DISTINCT FROM excluded.longitude OR cities.changed_at = 0
            """
        )
        if saved > 0 { once(touching: city.slug) {} }
    }

    /// Counts a change of what the city's feeds show, once in a transaction.
    func touch(_ city: Slug, at now: Date) throws {
        try once(touching: city) {
            let changed = try timeOfChange(at: now)
            try execute("UPDATE cities SET \(City.revised(at: changed)) WHERE slug = \(city.text)")
        }
    }

    private func once(touching city: Slug, _ body: () throws -> Void) rethrows {
        note(.city(city), .network)
        _ = try once("touch \(city)") {
            try body()
            return 1
        }
    }

    /// When all that this transaction changes is said to have changed: later than anything before, so that whoever has
    /// the date of what was before is told of it.
    private func timeOfChange(at now: Date) throws -> Int {
        try once("time of change") {
            let latest = try row("SELECT max(changed_at) AS latest FROM cities")?.optionalInteger("latest") ?? 0
            return max(now.wholeSeconds, latest + 1)
        }
    }
}

extension City {
    /// One more revision. Its time grows also where another transaction was faster.
    fileprivate static func revised(at changed: Int) -> SQL {
        """
        revision = cities.revision + 1,
        changed_at = CASE WHEN cities.changed_at < \(changed) THEN \(changed) ELSE cities.changed_at + 1 END
        """
    }
}
