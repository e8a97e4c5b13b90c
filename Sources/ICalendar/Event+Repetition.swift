extension Event {
    /// The role of an event among the events with the same UID.
    package enum Repetition: Sendable, Equatable {
        /// The event repeats by a rule such as `FREQ=MONTHLY;BYDAY=2TH`, except at some times. The rule must yield the
        /// event's start. The rule and an UNTIL in it are in local time.
        case rule(String, except: [ZonedTime])
        /// The event replaces the instance that the rule yields at this time.
        case instance(ZonedTime)
    }

    /// All times that are written with a zone.
    var times: [ZonedTime] {
        switch repetition {
        case .rule(_, let exceptions): [start, end] + exceptions
        case .instance(let original): [start, end, original]
        case nil: [start, end]
        }
    }
}

extension CalendarDocument {
    /// Whether every program finds the intended instants of all repeating events. If this is false, the document can't
    /// be rendered: a meetup that repeats from a start in UTC would move by an hour in summer.
    package var canRepeat: Bool {
        let zones = ZoneTable(for: events, in: directory)
        return events.allSatisfy(zones.canRepeat)
    }
}
