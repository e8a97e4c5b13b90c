import Domain
import Foundation
import ICalendar
import TestZones

/// A meetup on a Thursday evening in Tours, which the tests vary.
extension Meetup {
    static func sample(
        start: String = "2026-12-10T19:00", reminders: [Int] = [1440], state: State = .scheduled,
        occurrence: String? = "2026-12-10"
    ) throws -> Meetup {
        let date = try occurrence.map { try LocalDate(parsing: $0) }
        return Meetup(
            id: .sample(1), uid: "sample@hopdrink.example", city: try .sample(),
            occurrence: date.map { Occurrence(series: .sample(1), date: $0) }, origin: .configuration,
            terms: .sample(reminders: reminders), start: try LocalDateTime(parsing: start), state: state,
            revision: Revision(first: try .utc("2026-06-01T08:00:00Z"))
        )
    }
}

extension MeetupTerms {
    static func sample(reminders: [Int] = [1440]) -> MeetupTerms {
        MeetupTerms(
            title: "Apéro", text: "A glass and some cheese.", duration: 180, capacity: 20, venue: .sample,
            hosts: [Contact(name: "Ada")], reminders: reminders
        )
    }
}

extension Venue {
    static let sample = Venue(
        name: "La Cave", address: "1 place de Châteauneuf", coordinates: nil, room: "Cellar", access: "Ring twice."
    )
}

extension City {
    static func sample() throws -> City {
        City(
            slug: try Slug(parsing: "tours"), name: "Tours", country: "FR",
            timeZone: try Zones.written.zone(parsing: "Europe/Paris"), languages: [try Language(parsing: "fr")],
            representative: nil
        )
    }
}

extension SeriesPlan {
    static func sample(rule: String = "second thursday", from: String? = nil) throws -> SeriesPlan {
        SeriesPlan(
            slug: try Slug(parsing: "apero"), terms: .sample(), rules: try Rule.rules(parsing: rule),
            time: try LocalTime(parsing: "19:00"), from: try from.map { try LocalDate(parsing: $0) }
        )
    }
}

extension RSVP {
    static func sample(_ state: State, party: Int = 1, arrival: Int = 1) throws -> RSVP {
        RSVP(
            id: .sample(UInt64(arrival)), meetup: .sample(1), guest: .sample(UInt64(arrival)), name: "Ada",
            companions: party - 1, state: state, arrival: arrival, language: try Language(parsing: "fr"),
            createdAt: try .utc("2026-06-01T08:00:00Z")
        )
    }
}

extension Identifier {
    static func sample(_ number: UInt64) -> Identifier {
        Identifier(at: Date(timeIntervalSince1970: 1_790_000_000), random: (number, 0))
    }
}

extension Date {
    static func utc(_ text: String) throws -> Date {
        try Date(text, strategy: .iso8601)
    }
}

extension Zones {
    /// The zones that the tests bring with them.
    static let written = Zones { name in
        ZoneClock(zone: name, in: TestZones.world.directory).map { clock in
            Zone(name: name) { clock.offset(at: $0) }
        }
    }
}
