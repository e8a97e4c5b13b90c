extension Event {
    /// What an event is among those that share its UID.
    package enum Repetition: Sendable, Equatable {
        /// It repeats by a rule such as `FREQ=MONTHLY;BYDAY=2TH` that yields its start, on the wall clock as an UNTIL in it
        /// is, but not at some of those times.
        case rule(String, except: [ZonedTime])
        /// It takes the place of the instance that would begin then.
        case instance(ZonedTime)
    }

    /// Every time that is written with a zone.
    var times: [ZonedTime] {
        switch repetition {
        case .rule(_, let exceptions): [start, end] + exceptions
        case .instance(let original): [start, end, original]
        case nil: [start, end]
        }
    }
}

extension CalendarDocument {
    /// Whether every program finds the instants that are meant of all events that repeat. The document can't be rendered
    /// otherwise: repeated from a start in UTC, an evening moves by an hour in summer.
    package var canRepeat: Bool {
        let zones = ZoneTable(for: events, in: directory)
        return events.allSatisfy(zones.canRepeat)
    }
}
