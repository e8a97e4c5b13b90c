package import Foundation

/// An upcoming occurrence of a series, already generated or only named by its rules.
package struct SeriesOccurrence: Equatable, Sendable {
    package let startsAt: Date
    /// Nil until the meetup is generated.
    package let meetup: Meetup.ID?
    package let isCancelled: Bool

    package init(startsAt: Date, meetup: Meetup.ID?, isCancelled: Bool) {
        self.startsAt = startsAt
        self.meetup = meetup
        self.isCancelled = isCancelled
    }
}

extension SeriesOccurrence {
    /// The days for which no occurrence is added: their meetup was generated or deleted for good.
    package struct Known: Sendable {
        package let meetups: [Meetup]
        package let dates: Set<LocalDate>

        package init(meetups: [Meetup], dates: Set<LocalDate>) {
            self.meetups = meetups
            self.dates = dates
        }
    }

    /// Returns the first `count` occurrences in order of time: the meetups, and the plan for the other days that its
    /// rules name.
    package static func next(
        _ count: Int, of plan: SeriesPlan, on dates: [LocalDate], besides known: Known, in zone: Zone, at now: Date
    ) -> [SeriesOccurrence] {
        let made = known.meetups.map { meetup in
            SeriesOccurrence(startsAt: meetup.startsAt, meetup: meetup.id, isCancelled: meetup.state == .cancelled)
        }
        let planned = dates.filter { !known.dates.contains($0) }.map { date in
            SeriesOccurrence(
                startsAt: plan.schedule.start(on: date).instant(in: zone), meetup: nil,
                isCancelled: plan.exceptions.isCalledOff(date)
            )
        }
        let coming = made + planned.filter { $0.startsAt > now }
        return Array(coming.sorted { $0.startsAt < $1.startsAt }.prefix(count))
    }
}
