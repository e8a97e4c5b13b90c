import CLibical

/// When a rule says that something happens.
///
/// Wall clock times only, `20261112T190000`: libical's iterator loses the hour after a time that daylight saving skips.
package enum Recurrence {
    /// The instances from a start, itself one, to before an end, at most so many.
    ///
    /// An UNTIL is on the wall clock too, a date alone being its whole day.
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

/// Owns one iterator of libical. Make and use it inside `Libical.exclusively`.
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
            // A day named twice in the rule comes twice.
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
