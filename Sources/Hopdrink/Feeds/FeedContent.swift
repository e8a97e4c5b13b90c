import Domain
import Foundation
import ICalendar

/// What the feed of a series is made of.
struct FeedContent: Sendable {
    /// How long meetups that are over or cancelled stay.
    static let daysKept = 30

    let selection: FeedSelection
    let cities: [City]
    let meetups: [Meetup]
    /// Nil unless calendars can repeat it.
    let series: SeriesContent?

    /// What ended or was cancelled before this has left on the day that begins at `midnight`.
    static func start(of midnight: Date) -> Date { midnight.addingTimeInterval(-TimeInterval(daysKept) * 86_400) }

    /// The series as calendars can repeat it, or else each meetup by itself, in the city's own language.
    func events(_ pages: Pages) async throws -> [Event] { try await repeatingEvents(pages) ?? singleEvents(pages) }

    private func singleEvents(_ pages: Pages) -> [Event] {
        let sites = Dictionary(uniqueKeysWithValues: cities.map { ($0.slug, pages.site(of: $0)) })
        return shown.map { Event($0, in: sites[$0.city] ?? pages.site) }
    }

    /// The meetups that whoever asked wants to see.
    var shown: [Meetup] { meetups.filter { !selection.hidesCancelled || $0.state == .scheduled } }

    /// What the series is called, or was.
    var title: String { series?.facts.series.plan.terms.title ?? meetups.last?.terms.title ?? "" }
}

extension Pages {
    /// The site in the first of the city's languages that it speaks.
    func site(of city: City) -> LocalizedSite {
        site(LanguageChoice.choose(from: locales.languages, acceptLanguage: nil, city: city.languages))
    }

    /// The site in its first language.
    var site: LocalizedSite { site(LanguageChoice.choose(from: locales.languages, acceptLanguage: nil, city: [])) }
}
