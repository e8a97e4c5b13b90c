import Domain
import Foundation
import ICalendar

/// The content of a series' feed.
struct FeedContent: Sendable {
    /// The number of days for which past or cancelled meetups stay in the feed.
    static let daysKept = 30

    let selection: FeedSelection
    let cities: [City]
    let meetups: [Meetup]
    /// Nil unless calendars can repeat the series.
    let series: SeriesContent?

    /// The start of the period that a feed covers on the day that begins at `midnight`. Meetups that ended or were
    /// cancelled before it are left out.
    static func start(of midnight: Date) -> Date { midnight.addingTimeInterval(-TimeInterval(daysKept) * 86_400) }

    /// The series as a recurring event or, if that is not possible, each meetup as an event; in the city's own
    /// language.
    func events(_ pages: Pages) async throws -> [Event] { try await repeatingEvents(pages) ?? singleEvents(pages) }

    private func singleEvents(_ pages: Pages) -> [Event] {
        let sites = Dictionary(uniqueKeysWithValues: cities.map { ($0.slug, pages.site(of: $0)) })
        return shown.map { Event($0, in: sites[$0.city] ?? pages.site) }
    }

    /// The meetups that the request selects.
    var shown: [Meetup] { meetups.filter { !selection.hidesCancelled || $0.state == .scheduled } }

    /// The current title of the series, or its last one.
    var title: String { series?.facts.series.plan.terms.title ?? meetups.last?.terms.title ?? "" }
}

extension Pages {
    /// The site in the first of the city's languages that the site has.
    func site(of city: City) -> LocalizedSite {
        site(LanguageChoice.choose(from: locales.languages, acceptLanguage: nil, city: city.languages))
    }

    /// The site in its default language.
    var site: LocalizedSite { site(LanguageChoice.choose(from: locales.languages, acceptLanguage: nil, city: [])) }
}
