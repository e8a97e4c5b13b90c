/// What is different about one day of a series.
package enum SeriesException: Equatable, Sendable {
    /// The meetup is called off and shown as such; the reason may be empty.
    case cancelled(reason: String)
    /// There is no meetup, and nothing to see of it.
    case skipped
    /// The meetup is not as the series says.
    case changed(MeetupChange)
    /// There is a meetup although no rule names the day.
    case added(LocalTime)
}

extension [LocalDate: SeriesException] {
    package var skipped: Set<LocalDate> { Set(filter { $0.value == .skipped }.keys) }

    package var added: Set<LocalDate> {
        Set(filter { if case .added = $0.value { true } else { false } }.keys)
    }

    /// Days on which a meetup takes place neither then nor at another time.
    package func isCalledOff(_ date: LocalDate) -> Bool {
        switch self[date] {
        case .cancelled, .skipped: true
        case .changed, .added, nil: false
        }
    }
}

/// What a series says of one of its days.
package struct PlannedMeetup: Equatable, Sendable {
    package let terms: MeetupTerms
    package let start: LocalDateTime
    package let state: Meetup.State
    /// Why it is called off.
    package let reason: String
    /// Whether a host must say that it takes place.
    package var needsHost = false
}

extension SeriesPlan {
    /// The evening that stands for this day.
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
    /// Plans an evening for a day that has none: one that the rules do not name, or that was left out.
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
