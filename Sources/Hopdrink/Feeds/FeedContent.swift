import Domain
import Foundation
import ICalendar

/// What a feed is made of.
struct FeedContent: Sendable {
    /// How long meetups that are over or cancelled stay.
    static let daysKept = 30

    let selection: FeedSelection
    let cities: [City]
    let meetups: [Meetup]

    /// Each meetup in its city's own language; a follower's time is not taken by what they may not go to.
    func document(_ pages: Pages, from sender: Sender) async throws -> FeedDocument {
        let editions = Dictionary(uniqueKeysWithValues: cities.map { ($0.slug, pages.edition(of: $0)) })
        let shown = meetups.filter { !selection.hidesCancelled || $0.state == .scheduled }
        let events = shown.map { meetup in
            var event = Event(meetup, in: editions[meetup.city] ?? pages.edition)
            event.isTransparent = true
            event.organizer = sender.organiser
            event.alarm = selection.alarm
            return event
        }
        let calendar = CalendarDocument(name: name(pages), refreshMinutes: 60, events: events)
        let modified = meetups.map(\.revision.modified).max() ?? Date(timeIntervalSince1970: 0)
        return FeedDocument(try await calendar.rendered(), lastModified: modified)
    }

    private func name(_ pages: Pages) -> String {
        let edition = cities.first.map { pages.edition(of: $0) } ?? pages.edition
        let city = cities.map(\.name).joined(separator: ", ")
        switch selection.scope {
        case .network: return edition.texts(.feedNetworkName)
        case .cities: return edition.texts(.feedName, ["city": city])
        case .series: return "\(meetups.last?.terms.title ?? "") – \(city)"
        }
    }
}

extension Pages {
    /// The site in the first of the city's languages that it speaks.
    func edition(of city: City) -> Edition {
        edition(LanguageChoice.choose(from: locales.languages, acceptLanguage: nil, city: city.languages))
    }

    /// The site in its first language.
    var edition: Edition { edition(LanguageChoice.choose(from: locales.languages, acceptLanguage: nil, city: [])) }
}
