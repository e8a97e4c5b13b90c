import CLibical

/// The repetition of an event in the form for a document.
enum WrittenRepetition {
    case rule(String, except: [WrittenTime])
    case instance(WrittenTime)

    /// Returns nil for a single event.
    init?(of event: Event, in zones: ZoneTable) throws(ICalendarError) {
        guard let repetition = event.repetition else { return nil }
        guard zones.canRepeat(event), let zone = zones.rule(of: event.start.zone) else { throw .unsayableRepetition }
        switch repetition {
        case .rule(let rule, let exceptions):
            let times = try exceptions.map { time throws(ICalendarError) in try WrittenTime(time, isZoned: true) }
            self = .rule(try RecurrenceRule(rule).text(in: zone), except: times)
        case .instance(let original):
            self = .instance(try WrittenTime(original, isZoned: true))
        }
    }

    /// The zones that these times name.
    var zones: [String] {
        switch self {
        case .rule(_, let exceptions): exceptions.compactMap(\.zone)
        case .instance(let original): [original.zone].compactMap(\.self)
        }
    }

    /// Adds one property for each exception, because some programs read only the first time of a list.
    func add(to component: borrowing Component) throws(ICalendarError) {
        switch self {
        case .rule(let rule, let exceptions):
            try component.add(raw: "RRULE", rule)
            for time in exceptions {
                try component.add(icalproperty_new_exdate(time.libical), with: time.libicalParameters)
            }
        case .instance(let original):
            try component.add(icalproperty_new_recurrenceid(original.libical), with: original.libicalParameters)
        }
    }
}
