import Domain
import Foundation

@testable import Hopdrink

/// Sample values for tests of pages and emails.
struct Samples {
    let pages: Pages
    let city: City
    /// Thursday 10 December 2026, 19:00–21:00, in Tours, with every field filled in.
    let meetup: Meetup
    let token: Token
    /// A week before the meetup.
    let now: Date

    init() throws {
        pages = try Self.pages()
        city = try Self.city()
        meetup = try Self.meetup(in: city)
        token = try Self.token()
        now = meetup.startsAt.addingTimeInterval(-7 * 86_400)
    }

    /// The codes of all languages of the site.
    static let languages = ["de", "en", "es", "fr", "it"]

    /// The folder `templates` beside `Package.swift`.
    static var templates: String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        return root.appending(path: "templates").path
    }

    /// Returns the site's own pages. They are read once because almost every test needs them.
    static func pages() throws -> Pages { try shared.get() }

    private static let shared = Result { try pages(at: "https://hopdrink.test") }

    static func pages(at base: String) throws -> Pages {
        try Pages(folder: templates, base: try BaseURL(parsing: base))
    }

    static func city(_ slug: String = "tours", _ name: String = "Tours") throws -> City {
        City(
            slug: try Slug(parsing: slug), name: name, country: "FR", timeZone: try Zone(stored: "Europe/Paris"),
            languages: [try Language(parsing: "fr")], representative: Contact(name: "Camille Roy")
        )
    }

    static func meetup(
        in city: City, start: String = "2026-12-10T19:00", title: String = "Apéro des indépendants",
        text: String = "Un verre, du fromage.\n\nVenez comme vous êtes.", capacity: Int = 20,
        state: Meetup.State = .scheduled
    ) throws -> Meetup {
        let venue = Venue(
            name: "La Cave", address: "4 place de Châteauneuf",
            coordinates: try Coordinates(parsing: "47.3925, 0.6826"), room: "le caveau",
            access: "Sonnez deux fois.\n\nTrois marches."
        )
        let terms = MeetupTerms(
            title: title, text: text, duration: 120, capacity: capacity, venue: venue,
            hosts: [Contact(name: "Ada"), Contact(name: "Grace")],
            reminders: [1440]
        )
        let made = Date(timeIntervalSince1970: 1_780_000_000)
        return Meetup(
            id: Meetup.ID(at: made, random: (7, 7)), uid: "7@hopdrink.test", city: city, occurrence: nil,
            origin: .configuration, terms: terms, start: try LocalDateTime(parsing: start), state: state,
            revision: Revision(first: made)
        )
    }

    /// A series on every second Thursday.
    func series(_ rule: String = "second thursday") throws -> Series {
        let plan = SeriesPlan(
            slug: try Slug(parsing: "thursday"), terms: meetup.terms, rules: try Rule.rules(parsing: rule),
            time: try LocalTime(parsing: "19:00"), from: nil
        )
        return Series(
            id: Series.ID(at: now, random: (3, 3)), city: city.slug, plan: plan, origin: .configuration
        )
    }

    static func token() throws -> Token {
        guard let token = Token(parsing: "abcdefghijklmnopqrst-_") else { throw ValidationErrors([]) }
        return token
    }

    func rsvp(_ state: RSVP.State, name: String = "Ada Lovelace", companions: Int = 2) throws -> RSVP {
        RSVP(
            id: RSVP.ID(at: now, random: (1, 1)), meetup: meetup.id, guest: Guest.ID(at: now, random: (2, 2)),
            name: name,
            companions: companions, state: state, arrival: 1,
            language: try Language(parsing: "fr"), createdAt: now
        )
    }

    /// A request for a city with the name `city`.
    func cityRequest(_ city: String = "Graz", state: CityRequest.State = .pending) throws -> CityRequest {
        let address = try EmailAddress(parsing: "ada@example.org")
        let draft = CityRequestDraft(
            city: try CityName(parsing: city), address: address, weekdays: [.tuesday, .thursday])
        let id = CityRequest.ID(at: now, random: (4, 4))
        return CityRequest(id: id, draft: draft, language: try Language(parsing: "fr"), state: state, since: now)
    }

    /// Returns what an email of this kind says to a person.
    func content(of kind: LetterKind) throws -> PersonEmail.Content {
        let (asked, city, meetup) = (try cityRequest(), city, meetup)
        switch kind {
        case .cityRequest: return PersonEmail.Content { PersonalLetter(asked, $1, $2) }
        case .cityRequested:
            guard let requested = RequestedCity([asked, asked]) else { throw ValidationErrors([]) }
            return PersonEmail.Content { RequestedCityLetter(requested, like: city, to: $0, $2) }
        case .cityStarts: return PersonEmail.Content { CityBeginsLetter([meetup], in: city, $2) }
        default: return PersonEmail.Content { PersonalLetter(personalData: $1, $2) }
        }
    }

    func occupancy(taken: Int) -> Occupancy { Occupancy(capacity: meetup.terms.capacity, taken: taken) }
}
