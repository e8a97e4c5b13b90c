import Domain
import Foundation
import Storage

struct CityStore {
    let tx: Transaction

    /// Returns the cities in the configuration, in its order.
    func all() throws -> [City] {
        try tx.rows("SELECT * FROM cities WHERE is_listed = 1 ORDER BY sort_order").map(City.init(row:))
    }

    /// Returns a city in the configuration.
    func find(_ slug: Slug) throws -> City? {
        try tx.row("SELECT * FROM cities WHERE slug = \(slug.text) AND is_listed = 1").map(City.init(row:))
    }

    /// Returns a city in the configuration and locks its row, so that nobody else uses a slug in it meanwhile.
    func lock(_ slug: Slug) throws -> City? {
        try tx.row("SELECT * FROM cities WHERE slug = \(slug.text) AND is_listed = 1 \(tx.dialect.forUpdate)")
            .map(City.init(row:))
    }

    /// Returns the next meetup of each listed city that has one. One statement finds them all, each with the city's
    /// index.
    func nextMeetups() throws -> [Slug: Meetup] {
        let meetups = try tx.rows(
            """
            SELECT m.*, \(Venue.columns) FROM cities c JOIN meetups m ON m.id = (
                SELECT n.id FROM meetups n
                WHERE n.city_slug = c.slug AND n.starts_at > \(tx.now.addingTimeInterval(-TimeInterval(MeetupTerms.longestDuration) * 60))
                    AND n.ends_at > \(tx.now) AND n.state = 'scheduled'
                ORDER BY n.starts_at, n.id LIMIT 1)
            JOIN venues v ON v.id = m.venue_id
            WHERE c.is_listed = 1
            """
        ).map(Meetup.init(row:))
        return Dictionary(meetups.map { ($0.city, $0) }) { first, _ in first }
    }

    /// Returns the time zone that each city has or last had.
    func timeZones() throws -> [Slug: Zone] {
        let rows = try tx.rows("SELECT slug, time_zone FROM cities")
        return Dictionary(
            uniqueKeysWithValues: try rows.map {
                (try Slug(parsing: $0.text("slug")), try Zone(stored: $0.text("time_zone")))
            }
        )
    }

    /// Returns the city of something that exists, even if the configuration no longer has the city.
    func require(_ slug: Slug) throws -> City {
        guard let row = try tx.row("SELECT * FROM cities WHERE slug = \(slug.text)") else {
            throw StoreError.missing(table: "cities")
        }
        return try City(row: row)
    }
}

extension Transaction {
    var cities: CityStore { CityStore(tx: self) }
}

extension City {
    init(row: SQLRow) throws {
        self.init(
            slug: try Slug(parsing: row.text("slug")), name: try row.text("name"), country: try row.text("country"),
            timeZone: try Zone(stored: row.text("time_zone")),
            languages: try row.text("languages").split(separator: ",").map { try Language(parsing: String($0)) },
            representative: try row.optionalText("representative").map(Contact.init(parsing:))
        )
        coordinates = try Coordinates(row: row)
    }
}

extension Coordinates {
    /// Reads the columns `latitude` and `longitude`, whose names may have a prefix; nil if they are empty.
    init?(row: SQLRow, prefix: String = "") throws {
        guard let latitude = try row.optionalInteger("\(prefix)latitude"),
            let longitude = try row.optionalInteger("\(prefix)longitude")
        else { return nil }
        self.init(latitude: latitude, longitude: longitude)
    }
}

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
