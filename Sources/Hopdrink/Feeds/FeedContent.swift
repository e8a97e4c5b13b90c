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

extension FeedContent {
    /// The series as a recurring event, with its exceptions as separate events. Nil if some calendar programs would
    /// compute other occurrences from it.
    func repeatingEvents(_ pages: Pages) async throws -> [Event]? {
        guard let series else { return nil }
        let calendar = SeriesCalendar(series.facts, showing: shown)
        guard let master = calendar.master else { return nil }
        let site = pages.site(of: series.city)
        let events =
            [series.event(master, in: site)] + calendar.overrides.map { series.event(inPlaceOf: $0, in: site) }
            + calendar.singles.map { Event($0, in: site) }
        let document = CalendarDocument(events: events)
        return try await Libical.run { document.canRepeat } ? events : nil
    }
}

extension SeriesContent {
    fileprivate func event(_ master: SeriesCalendar.Master, in site: LocalizedSite) -> Event {
        let plan = facts.series.plan
        var occurrence = Meetup(
            id: Meetup.ID(at: history.revision.created, random: (0, 0)), uid: uid, city: city, occurrence: nil,
            origin: facts.series.origin, terms: plan.terms, start: LocalDateTime(master.first, plan.time),
            revision: history.revision
        )
        occurrence.isTentative = plan.confirmation != nil
        var event = Event(occurrence, in: site, at: .city(city.slug, in: site.language))
        event.repetition = .rule(master.rule.text, except: master.exceptions.map(time))
        return event
    }

    fileprivate func event(inPlaceOf meetup: Meetup, in site: LocalizedSite) -> Event {
        var event = Event(meetup, in: site)
        event.uid = uid
        event.repetition = (meetup.occurrence?.date).map { .instance(time(on: $0)) }
        return event
    }

    /// The start, by the rule, of the occurrence on a day.
    private func time(on day: LocalDate) -> ZonedTime {
        ZonedTime(LocalDateTime(day, facts.series.plan.time), in: city.timeZone)
    }
}
