import Domain
import Foundation
import Storage

extension PersonalDataSection {
    /// The sections in the order in which they are shown. Each sort of personal data has its function here.
    static let all: [Gathering] = [answers, asks, cards, followedCities, cityRequests, feeds, letters, stops, roles]

    @Sendable private static func answers(_ tx: Transaction, _ address: EmailAddress) throws -> Self {
        let records = try tx.rows(
            """
            SELECT r.*, m.time_zone, m.local_start, m.title, c.name AS city_name
            FROM guests g JOIN rsvps r ON r.guest_id = g.id JOIN meetups m ON m.id = r.meetup_id
                JOIN cities c ON c.slug = m.city_slug
            WHERE g.folded_address = \(address.folded) ORDER BY m.starts_at, r.id
            """
        ).map(PersonalDataRecord.init(answer:))
        return Self(name: "answers", title: .personalDataAnswers, records: records)
    }

    @Sendable private static func asks(_ tx: Transaction, _ address: EmailAddress) throws -> Self {
        let records = try tx.rows(
            """
            SELECT a.*, m.time_zone, m.local_start, m.title, c.name AS city_name
            FROM guests g JOIN rsvps r ON r.guest_id = g.id JOIN asks a ON a.rsvp_id = r.id
                JOIN meetups m ON m.id = a.meetup_id JOIN cities c ON c.slug = m.city_slug
            WHERE g.folded_address = \(address.folded) AND a.name IS NOT NULL ORDER BY a.asked_at, a.id
            """
        ).compactMap(PersonalDataRecord.init(ask:))
        return Self(name: "answers_to_confirm", title: .personalDataAsks, records: records)
    }

    @Sendable private static func cards(_ tx: Transaction, _ address: EmailAddress) throws -> Self {
        let records = try tx.rows(
            """
            SELECT c.* FROM guests g JOIN cards c ON c.guest_id = g.id WHERE g.folded_address = \(address.folded)
            """
        ).map { PersonalDataRecord(try Card(row: $0)) }
        return Self(name: "cards", title: .cardTitle, records: records)
    }

    @Sendable private static func followedCities(_ tx: Transaction, _ address: EmailAddress) throws -> Self {
        let records = try tx.rows(
            """
            SELECT f.*, c.name AS city_name FROM followers f JOIN cities c ON c.slug = f.city_slug
            WHERE f.folded_address = \(address.folded) ORDER BY f.id
            """
        ).map(PersonalDataRecord.init(follower:))
        return Self(name: "cities_followed", title: .personalDataFollowed, records: records)
    }

    @Sendable private static func cityRequests(_ tx: Transaction, _ address: EmailAddress) throws -> Self {
        let cityRequests = try tx.rows(
            "SELECT * FROM city_requests WHERE folded_address = \(address.folded) ORDER BY id"
        ).map(CityRequest.init(row:))
        // An unconfirmed city request is in its asks, once per ask.
        let records = try cityRequests.flatMap { cityRequest in
            cityRequest.state == .pending
                ? try tx.cityRequests.asks(about: cityRequest)
                : [cityRequest] + (try tx.cityRequests.asks(about: cityRequest))
        }
        return Self(
            name: "cities_asked_for", title: .personalDataCityRequests, records: records.map { PersonalDataRecord($0) })
    }

    @Sendable private static func feeds(_ tx: Transaction, _ address: EmailAddress) throws -> Self {
        let records = try tx.rows(
            """
            SELECT f.language, f.created_at FROM guests g JOIN guest_feeds f ON f.guest_id = g.id
            WHERE g.folded_address = \(address.folded) ORDER BY f.created_at
            """
        ).map(PersonalDataRecord.init(feed:))
        return Self(name: "feeds", title: .personalDataFeeds, records: records)
    }

    @Sendable private static func letters(_ tx: Transaction, _ address: EmailAddress) throws -> Self {
        let records = try tx.personalData.lettersEver(to: address).map(PersonalDataRecord.init(letter:))
        return Self(name: "letters", title: .personalDataLetters, records: records)
    }

    @Sendable private static func stops(_ tx: Transaction, _ address: EmailAddress) throws -> Self {
        let records = try tx.rows(
            """
            SELECT scope, cause, created_at FROM suppressions WHERE folded_address = \(address.folded)
            ORDER BY created_at, scope
            """
        ).map(PersonalDataRecord.init(stop:))
        return Self(name: "mail_stopped", title: .personalDataStops, records: records)
    }

    @Sendable private static func roles(_ tx: Transaction, _ address: EmailAddress) throws -> Self {
        let records = try tx.personalData.roles(of: address).map { PersonalDataRecord($0) }
        return Self(name: "roles", title: .personalDataRoles, records: records)
    }
}
