/// The days and times of a series.
package struct Schedule: Equatable, Sendable {
    package let rules: [Rule]
    package let time: LocalTime
    /// The day from which the rules count; nil if it makes no difference.
    package let from: LocalDate?
    package let exceptions: [LocalDate: SeriesException]

    package init(rules: [Rule], time: LocalTime, from: LocalDate?, exceptions: [LocalDate: SeriesException] = [:]) {
        self.rules = rules
        self.time = time
        self.from = from
        self.exceptions = exceptions
    }

    /// Returns the start of this day's occurrence, which may be on another day.
    package func start(on date: LocalDate) -> LocalDateTime {
        switch exceptions[date] {
        case .changed(let change): change.start ?? LocalDateTime(date, time)
        case .added(let time): LocalDateTime(date, time)
        case .cancelled, .skipped, nil: LocalDateTime(date, time)
        }
    }

    /// The rules with the date from which each counts; rules that never occur are left out.
    package var countedRules: [(rule: Rule, start: LocalDate)] {
        zip(rules, starts).compactMap { rule, start in start.map { (rule, $0) } }
    }

    /// Whether every rule names a day, now or later.
    var occurs: Bool { !starts.contains(nil) }

    /// The date from which each rule counts: its first occurrence, or nil if the rule never occurs.
    private var starts: [LocalDate?] {
        rules.map { rule in
            guard let start = rule.firstDate(onOrAfter: from ?? Self.epoch) else { return nil }
            if case .until(let end) = rule.end, end < start { return nil }
            return start
        }
    }

    /// The date from which rules count if it makes no difference.
    private static let epoch = LocalDate(dayNumber: 18_262)
}

extension SeriesPlan {
    package var schedule: Schedule { Schedule(rules: rules, time: time, from: from, exceptions: exceptions) }
}
