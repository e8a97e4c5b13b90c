/// An exception on one day of a series.
package enum SeriesException: Equatable, Sendable {
    /// The meetup is cancelled and shown as cancelled; the reason may be empty.
    case cancelled(reason: String)
    /// There is no meetup, and nothing is shown.
    case skipped
    /// The meetup differs from the series.
    case changed(MeetupChange)
    /// There is a meetup although no rule names the day.
    case added(LocalTime)
}

extension [LocalDate: SeriesException] {
    package var skipped: Set<LocalDate> { Set(filter { $0.value == .skipped }.keys) }

    package var added: Set<LocalDate> {
        Set(filter { if case .added = $0.value { true } else { false } }.keys)
    }

    /// Whether the day's meetup is cancelled or skipped, and not moved to another time.
    package func isCalledOff(_ date: LocalDate) -> Bool {
        switch self[date] {
        case .cancelled, .skipped: true
        case .changed, .added, nil: false
        }
    }
}

/// A meetup of a series as the plan describes it for one day.
package struct PlannedMeetup: Equatable, Sendable {
    package let terms: MeetupTerms
    package let start: LocalDateTime
    package let state: Meetup.State
    /// The reason for a cancellation.
    package let reason: String
    /// Whether a host must confirm the meetup.
    package var needsHost = false
}

extension SeriesPlan {
    /// Returns the plan for this day's occurrence.
    package func planned(on date: LocalDate) -> PlannedMeetup {
        var planned = plannedWithoutHost(on: date)
        planned.needsHost = confirmation != nil
        return planned
    }

    private func plannedWithoutHost(on date: LocalDate) -> PlannedMeetup {
        let start = schedule.start(on: date)
        return switch exceptions[date] {
        case .cancelled(let reason): PlannedMeetup(terms: terms, start: start, state: .cancelled, reason: reason)
        case .changed(let change): PlannedMeetup(terms.applying(change), start)
        case .skipped, .added, nil: PlannedMeetup(terms, start)
        }
    }
}

extension PlannedMeetup {
    fileprivate init(_ terms: MeetupTerms, _ start: LocalDateTime) {
        self.init(terms: terms, start: start, state: .scheduled, reason: "")
    }
}

extension SeriesPlan {
    /// Plans a meetup on a day without one: a day that the rules do not name, or that was skipped.
    package mutating func add(_ start: LocalDateTime) {
        if !rules.contains(where: { $0.names(start.date) }) {
            exceptions[start.date] = .added(start.time)
        } else if start.time == time {
            exceptions[start.date] = nil
        } else {
            var change = MeetupChange()
            change.start = start
            exceptions[start.date] = .changed(change)
        }
    }
}
