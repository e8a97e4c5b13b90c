import Domain
import Foundation
import Storage

extension CityStore {
    /// Makes these cities the only listed ones. An unchanged city keeps its revision.
    func save(_ cities: [City]) throws {
        let changed = try timeOfChange()
        let left = try tx.rows(
            """
            UPDATE cities SET is_listed = 0, \(City.revised(at: changed))
            WHERE is_listed = 1 AND slug NOT IN \(list: cities.map(\.slug.text)) RETURNING slug
            """
        )
        try left.forEach { tx.note(.city(try Slug(parsing: $0.text("slug"))), .network) }
        for (order, city) in cities.enumerated() { try save(city, order: order, changed: changed) }
    }

    private func save(_ city: City, order: Int, changed: Int) throws {
        let record = city.record(order: order)
        let saved = try tx.execute(
            """
            INSERT INTO cities (\(record.columns), revision, changed_at) VALUES (\(record.values), 1, \(changed))
            \(record.upsert(on: "slug")), \(City.revised(at: changed))
            WHERE \(record.differs(from: "cities")) OR cities.changed_at = 0
            """
        )
        if saved > 0 { once(touching: city.slug) {} }
    }

    /// Increments the revision of the city's feeds, once per transaction.
    func touch(_ city: Slug) throws {
        try once(touching: city) {
            let changed = try timeOfChange()
            try tx.execute("UPDATE cities SET \(City.revised(at: changed)) WHERE slug = \(city.text)")
        }
    }

    private func once(touching city: Slug, _ body: () throws -> Void) rethrows {
        tx.note(.city(city), .network)
        _ = try tx.once("touch \(city)") {
            try body()
            return 1
        }
    }

    /// Returns the time for all changes of this transaction. It is later than any earlier change, so that a client with
    /// the date of an earlier version is told of the change.
    private func timeOfChange() throws -> Int {
        try tx.once("time of change") {
            let latest = try tx.row("SELECT max(changed_at) AS latest FROM cities")?.optionalInteger("latest") ?? 0
            return max(tx.now.wholeSeconds, latest + 1)
        }
    }
}

extension City {
    /// A city that the configuration names, at this place in its order.
    fileprivate func record(order: Int) -> SQLRecord {
        let codes = languages.map(\.code).joined(separator: ",")
        return [
            "slug": slug.text,
            "name": name,
            "country": country,
            "time_zone": timeZone.name,
            "languages": codes,
            "representative": representative?.text,
            "latitude": coordinates?.latitude,
            "longitude": coordinates?.longitude,
            "sort_order": order,
            "is_listed": true,
        ]
    }

    /// One more revision. Its time grows also where another transaction was faster.
    fileprivate static func revised(at changed: Int) -> SQL {
        """
        revision = cities.revision + 1,
        changed_at = CASE WHEN cities.changed_at < \(changed) THEN \(changed) ELSE cities.changed_at + 1 END
        """
    }
}
