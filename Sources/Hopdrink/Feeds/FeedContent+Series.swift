import Domain
import ICalendar

extension FeedContent {
    /// The series as an event that repeats, beside those that differ; nil where some programs would find other evenings.
    func repeatingEvents(_ pages: Pages) async throws -> [Event]? {
        guard let series else { return nil }
        let calendar = SeriesCalendar(series.facts, showing: shown)
        guard let master = calendar.master else { return nil }
        let edition = pages.edition(of: series.city)
        let events =
            [series.event(master, in: edition)] + calendar.overrides.map { series.event(inPlaceOf: $0, in: edition) }
            + calendar.singles.map { Event($0, in: edition) }
        let document = CalendarDocument(events: events)
        return try await Libical.run { document.canRepeat } ? events : nil
    }
}

extension SeriesContent {
    fileprivate func event(_ master: SeriesCalendar.Master, in edition: Edition) -> Event {
        let plan = facts.series.plan
        var evening = Meetup(
            id: Meetup.ID(at: history.revision.created, random: (0, 0)), uid: uid, city: city, nominal: nil,
            origin: facts.series.origin, terms: plan.terms, start: LocalDateTime(master.first, plan.time),
            revision: history.revision
        )
        evening.isTentative = plan.confirmation != nil
        var event = Event(evening, in: edition, at: .city(city.slug, in: edition.language))
        event.repetition = .rule(master.rule.text, except: master.exceptions.map(time))
        return event
    }

    fileprivate func event(inPlaceOf meetup: Meetup, in edition: Edition) -> Event {
        var event = Event(meetup, in: edition)
        event.uid = uid
        event.repetition = (meetup.nominal?.date).map { .instance(time(on: $0)) }
        return event
    }

    /// When the evening of a day begins by the rule.
    private func time(on day: LocalDate) -> ZonedTime {
        ZonedTime(LocalDateTime(day, facts.series.plan.time), in: city.timeZone)
    }
}
