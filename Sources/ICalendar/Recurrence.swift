import CLibical

/// The times that a recurrence rule yields.
///
/// All times are local, `20261112T190000`: with zones, libical's iterator loses the hour after a time that daylight
/// saving skips.
package enum Recurrence {
    /// Returns the instances from a start, which must be an instance itself, to before an end, up to a limit.
    ///
    /// An UNTIL is a local time too; an UNTIL that is only a date includes its whole day.
    package static func instances(
        of rule: String,
        from start: String,
        until end: String,
        limit: Int
    ) throws(ICalendarError) -> [String] {
        let rule = try RecurrenceRule(rule)
        guard let first = CivilTime(start), CivilTime(end) != nil else { throw .invalidTime }
        // In this form the order of the texts is the order of the times.
        let instances = try Libical.exclusively { () throws(ICalendarError) in
            try RecurrenceIterator(rule, from: first).times(before: end, limit: limit)
        }
        guard instances.isEmpty || instances.first == start else { throw .startIsNotAnInstance }
        return instances
    }
}

/// Owns one iterator of libical. Create and use it inside `Libical.exclusively`.
private struct RecurrenceIterator: ~Copyable {
    private let handle: OpaquePointer

    init(_ rule: RecurrenceRule, from start: CivilTime) throws(ICalendarError) {
        let parsed = icalrecurrencetype_from_string(rule.text)
        guard parsed.freq != ICAL_NO_RECURRENCE, let handle = icalrecur_iterator_new(parsed, start.floating) else {
            throw .unsupportedRule
        }
        self.handle = handle
    }

    deinit {
        icalrecur_iterator_free(handle)
    }

    func times(before end: String, limit: Int) -> [String] {
        var times: [String] = []
        while times.count < limit, let time = next()?.text, time < end {
            // libical yields a day twice if the rule names it twice.
            if time != times.last { times.append(time) }
        }
        return times
    }

    func next() -> CivilTime? {
        let time = icalrecur_iterator_next(handle)
        guard icaltime_is_null_time(time) == 0 else { return nil }
        let date = CivilDate(year: Int(time.year), month: Int(time.month), day: Int(time.day))
        return CivilTime(date: date, secondOfDay: Int((time.hour * 60 + time.minute) * 60 + time.second))
    }
}
