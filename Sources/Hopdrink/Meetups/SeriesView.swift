import Domain
import Foundation
import Storage

/// A series as the API shows it, with its next dates.
struct SeriesView: Encodable {
    struct Occurrence: Encodable {
        let weekday: String
        /// An RFC 3339 date-time with the city's offset.
        let start: String
        let isCancelled: Bool
    }

    /// An orphaned meetup: it is still to come, but the rules no longer produce its day.
    struct Orphan: Encodable {
        let id: String
        let start: String
        /// The number of people who are going or waiting.
        let people: Int
    }

    let id: String
    let slug: String
    let city: String
    let title: String
    let rules: [String]
    let time: String
    let from: String?
    let ended: String?
    let next: [Occurrence]
    /// The orphaned meetups, which stay until an organiser cancels them.
    let orphans: [Orphan]

    static let datesShown = 12

    /// - Throws: `ICalendarError`, if a rule cannot be counted.
    init(_ series: Series, in city: City, orphans: [Orphan], at now: Date) throws {
        let plan = series.plan
        id = series.id.text
        slug = plan.slug.text
        self.city = city.slug.text
        title = plan.terms.title
        rules = plan.rules.map(\.text)
        time = plan.time.description
        from = plan.from?.description
        ended = series.endedAt?.formatted(.iso8601)
        let today = LocalDateTime(now, in: city.timeZone).date
        let dates = series.endedAt == nil ? try SeriesDates.next(Self.datesShown, of: plan.schedule, after: today) : []
        next = dates.map { Occurrence(plan, on: $0, in: city.timeZone) }
        self.orphans = orphans
    }
}

extension SeriesView {
    init(_ series: Series, _ generateMeetups: GenerateMeetups, _ tx: Transaction) throws {
        let upcoming = try tx.meetups.all(of: series.id, startingAfter: tx.now).filter { $0.state == .scheduled }
        let orphans = try generateMeetups.orphans(among: upcoming, of: series, tx).map { meetup in
            Orphan(id: meetup.id.text, start: meetup.startText, people: try tx.rsvps.people(at: meetup.id))
        }
        try self.init(series, in: try tx.cities.require(series.city), orphans: orphans, at: tx.now)
    }
}

extension SeriesView.Occurrence {
    init(_ plan: SeriesPlan, on date: LocalDate, in timeZone: Zone) {
        let start = plan.schedule.start(on: date)
        weekday = start.date.weekday.name
        self.start = timeZone.text(at: start.instant(in: timeZone))
        isCancelled = plan.exceptions.isCalledOff(date)
    }
}
