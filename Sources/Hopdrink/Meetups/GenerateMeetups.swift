package import Domain
package import Foundation
package import Storage

/// Generates the meetups of series ahead of time, in a window that moves with the days.
package struct GenerateMeetups: Sendable {
    let settings: MeetupSettings

    package init(settings: MeetupSettings) {
        self.settings = settings
    }

    /// Inserts the missing meetups of one series, except those that would have started already.
    package func make(_ series: Series, in city: City, _ tx: Transaction) throws {
        guard series.endedAt == nil else { return }
        let today = LocalDateTime(tx.now, in: city.timeZone).date
        let end = today.adding(days: settings.weeksAhead * 7)
        for date in try plan(series, from: today, through: end, tx).missing {
            let meetup = meetup(of: series, on: date, in: city, at: tx.now)
            if !meetup.hasStarted(at: tx.now) { try tx.meetups.insert(meetup) }
        }
        try tx.series.markMade(series, through: end)
    }

    /// Returns the meetups of the series that its rules do not produce, whoever may change them.
    func orphans(among meetups: [Meetup], of series: Series, _ tx: Transaction) throws -> [Meetup] {
        let dates = meetups.compactMap(\.occurrence?.date)
        guard let first = dates.min(), let last = dates.max() else { return [] }
        let orphaned = Set(try plan(series, from: first, through: last, tx).orphaned)
        return meetups.filter { $0.occurrence.map { orphaned.contains($0.date) } ?? false }
    }

    /// Returns a new meetup that does not belong to a series.
    package func oneOff(_ plan: OneOffPlan, in city: City, from origin: Origin, at now: Date) -> Meetup {
        let id = Meetup.ID.new(at: now)
        var meetup = Meetup(
            id: id, uid: uid(id), city: city, occurrence: nil, origin: origin, terms: plan.terms, start: plan.start,
            revision: Revision(first: now)
        )
        meetup.follow(plan.planned)
        return meetup
    }

    private func plan(
        _ series: Series, from first: LocalDate, through last: LocalDate, _ tx: Transaction
    ) throws -> OccurrenceDiff {
        OccurrenceDiff(
            named: try SeriesDates.dates(of: series.plan.schedule, from: first, through: last),
            made: try tx.meetups.occurrenceDates(of: series.id, from: first),
            deleted: try tx.series.deletedDates(of: series.id)
        )
    }

    /// Returns a new meetup for the series' occurrence on this day.
    func meetup(of series: Series, on date: LocalDate, in city: City, at now: Date) -> Meetup {
        let id = Meetup.ID.new(at: now)
        let planned = series.plan.planned(on: date)
        var meetup = Meetup(
            id: id, uid: uid(id), city: city, occurrence: Meetup.Occurrence(series: series.id, date: date),
            origin: series.origin, terms: planned.terms, start: planned.start, revision: Revision(first: now)
        )
        meetup.follow(planned)
        return meetup
    }

    private func uid(_ id: Meetup.ID) -> String { "\(id)@\(settings.host)" }
}
