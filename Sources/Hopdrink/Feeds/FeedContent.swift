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
    /// The name of the venue, if the feed is about one.
    let venue: String?
    /// Nil unless the feed is that of one series which calendars can repeat.
    let series: SeriesContent?
    /// When the day begins.
    let midnight: Date
    /// When a meetup last changed, came or left.
    let changed: Date

    /// What ended or was cancelled before this has left on the day that begins at `midnight`.
    static func start(of midnight: Date) -> Date { midnight.addingTimeInterval(-TimeInterval(daysKept) * 86_400) }

    /// Each meetup in its city's own language.
    func document(_ pages: Pages, from sender: Sender) async throws -> FeedDocument {
        let events = try await repeatingEvents(pages) ?? singleEvents(pages)
        let organiser = sender.organiser
        let calendar = CalendarDocument(
            name: name(pages), refreshMinutes: 60, events: events.map { asAsked($0, from: organiser) }
        )
        return FeedDocument(try await calendar.rendered(), changed: changed)
    }

    private func singleEvents(_ pages: Pages) -> [Event] {
        let editions = Dictionary(uniqueKeysWithValues: cities.map { ($0.slug, pages.edition(of: $0)) })
        return shown.map { Event($0, in: editions[$0.city] ?? pages.edition) }
    }

    /// A follower's time is not taken by what they may not go to.
    private func asAsked(_ event: Event, from organiser: Participant?) -> Event {
        var event = event
        event.isTransparent = true
        event.organizer = organiser
        event.alarm = selection.alarm
        return event
    }

    /// The meetups that whoever asked wants to see.
    var shown: [Meetup] { meetups.filter { !selection.hidesCancelled || $0.state == .scheduled } }

    private func name(_ pages: Pages) -> String {
        let edition = cities.first.map { pages.edition(of: $0) } ?? pages.edition
        let city = edition.texts.list(cities.map(\.name))
        switch selection.scope {
        case .network: return edition.texts(.feedNetworkName)
        case .cities: return edition.texts(.feedName, ["city": city])
        case .venue: return "\(venue ?? "") – \(city)"
        case .series: return "\(series?.facts.series.plan.terms.title ?? meetups.last?.terms.title ?? "") – \(city)"
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
