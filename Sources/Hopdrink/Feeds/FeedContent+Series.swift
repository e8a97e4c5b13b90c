import Domain
import ICalendar

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
