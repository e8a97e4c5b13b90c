/// When a series meets.
package struct Schedule: Equatable, Sendable {
    package let rules: [Rule]
    package let time: LocalTime
    /// The day the rules count from; nil where it makes no difference.
    package let from: LocalDate?
    package let exceptions: [LocalDate: SeriesException]

    package init(rules: [Rule], time: LocalTime, from: LocalDate?, exceptions: [LocalDate: SeriesException] = [:]) {
        self.rules = rules
        self.time = time
        self.from = from
        self.exceptions = exceptions
    }

    /// When the evening that stands for this day begins, perhaps on another.
    package func start(on date: LocalDate) -> LocalDateTime {
        switch exceptions[date] {
        case .changed(let change): change.start ?? LocalDateTime(date, time)
        case .added(let time): LocalDateTime(date, time)
        case .cancelled, .skipped, nil: LocalDateTime(date, time)
        }
    }

    /// The rules with the date each starts from; rules that never occur are left out.
    package var countedRules: [(rule: Rule, start: LocalDate)] {
        zip(rules, starts).compactMap { rule, start in start.map { (rule, $0) } }
    }

    /// Whether every rule names a day, now or later.
    var occurs: Bool { !starts.contains(nil) }

    /// For each rule, the date its counting starts from: an instance of it, or nil when the rule never occurs.
    private var starts: [LocalDate?] {
        rules.map { rule in
            guard let start = rule.firstDate(onOrAfter: from ?? Self.epoch) else { return nil }
            if case .until(let end) = rule.end, end < start { return nil }
            return start
        }
    }

    /// Where rules start whose dates do not depend on it.
    private static let epoch = LocalDate(dayNumber: 18_262)
}

extension SeriesPlan {
    package var schedule: Schedule { Schedule(rules: rules, time: time, from: from, exceptions: exceptions) }
}
