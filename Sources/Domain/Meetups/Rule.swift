/// A recurrence rule of RFC 5545 §3.3.10, limited to the rules that every large calendar client supports.
package struct Rule: Hashable, Sendable {
    package enum Pattern: Hashable, Sendable {
        case daily
        case weekly([Weekday])
        case monthly(DayOfMonth)
        case yearly(month: Int, DayOfMonth)
    }

    /// A day by its number (1 to 31, or -1 for the last) or as nth weekday (1 to 4, or -1 for the last).
    package enum DayOfMonth: Hashable, Sendable {
        case number(Int)
        case weekday(nth: Int, Weekday)
    }

    package enum End: Hashable, Sendable {
        case until(LocalDate)
        case count(Int)
    }

    package let pattern: Pattern
    package let interval: Int
    package let end: End?

    package init(_ pattern: Pattern, interval: Int = 1, end: End? = nil) {
        self.pattern = pattern
        self.interval = interval
        self.end = end
    }
}

extension Rule {
    /// The rule as an RRULE of RFC 5545, with UNTIL as the end of the last day in local time.
    package var text: String {
        var parts = [pattern.text]
        if interval > 1 { parts.append("INTERVAL=\(interval)") }
        switch end {
        case .until(let date): parts.append("UNTIL=\(date.basicText)T235959")
        case .count(let count): parts.append("COUNT=\(count)")
        case nil: break
        }
        return parts.joined(separator: ";")
    }

    /// Whether the dates depend on the day from which the rule counts.
    package var needsStart: Bool {
        if case .count = end { return true }
        return interval > 1
    }

    /// Whether the rule's pattern names this day; interval and end are ignored.
    package func names(_ date: LocalDate) -> Bool {
        switch pattern {
        case .daily: true
        case .weekly(let days): days.contains(date.weekday)
        case .monthly(let day): day.names(date)
        case .yearly(let month, let day): date.month == month && day.names(date)
        }
    }

    /// Returns the first day on or after `date` that the pattern names: the day from which the rule counts.
    package func firstDate(onOrAfter date: LocalDate) -> LocalDate? {
        let days = 0..<(366 * 8)
        return days.lazy.map { date.adding(days: $0) }.first { names($0) }
    }
}

extension Rule.Pattern {
    fileprivate var text: String {
        switch self {
        case .daily: "FREQ=DAILY"
        case .weekly(let days): "FREQ=WEEKLY;BYDAY=\(days.map(\.rawValue).joined(separator: ","))"
        case .monthly(let day): "FREQ=MONTHLY;\(day.text)"
        case .yearly(let month, let day): "FREQ=YEARLY;BYMONTH=\(month);\(day.text)"
        }
    }
}

extension Rule.DayOfMonth {
    fileprivate var text: String {
        switch self {
        case .number(let number): "BYMONTHDAY=\(number)"
        case .weekday(let nth, let weekday): "BYDAY=\(nth)\(weekday.rawValue)"
        }
    }

    fileprivate func names(_ date: LocalDate) -> Bool {
        let last = LocalDate.length(ofMonth: date.month, in: date.year)
        switch self {
        case .number(-1): return date.day == last
        case .number(let number): return date.day == number
        case .weekday(-1, let weekday): return date.weekday == weekday && date.day > last - 7
        case .weekday(let nth, let weekday): return date.weekday == weekday && (date.day - 1) / 7 + 1 == nth
        }
    }
}

extension LocalDate {
    /// The date as RFC 5545 §3.3.4 writes it: `20261210`.
    package var basicText: String { "\(year.padded(4))\(month.padded(2))\(day.padded(2))" }
}

extension Rule {
    /// Returns the months between two dates of a rule for the 29th, 30th or 31st that have no such day, as `february
    /// 2027`.
    package func monthsSkipped(from first: LocalDate, to last: LocalDate) -> [String] {
        guard case .monthly(.number(let day)) = pattern, day > 28 else { return [] }
        let months = stride(from: first.monthNumber + interval, to: last.monthNumber, by: interval)
        return months.filter { LocalDate.length(ofMonth: $0 % 12 + 1, in: $0 / 12) < day }
            .map { "\(RuleSentence.months[$0 % 12]) \($0 / 12)" }
    }
}

extension LocalDate {
    /// The number of months since January of the year 0.
    fileprivate var monthNumber: Int { year * 12 + month - 1 }
}
