package import Domain
package import ICalendar

/// The days for which a series has a meetup, including cancelled ones.
package enum SeriesDates {
    /// Returns the first `count` days after `day`; fewer if the series ends or has no more days within 100 years.
    package static func next(
        _ count: Int, of schedule: Schedule, after day: LocalDate
    ) throws(ICalendarError) -> [LocalDate] {
        let first = day.adding(days: 1)
        let maximum = count + schedule.exceptions.skipped.count
        let window = Window(first: first, end: first.adding(days: 36_525), maximum: maximum)
        return Array(try merged(schedule, in: window).prefix(count))
    }

    /// Returns all days from `first` through `last`.
    package static func dates(
        of schedule: Schedule, from first: LocalDate, through last: LocalDate
    ) throws(ICalendarError) -> [LocalDate] {
        guard first <= last else { return [] }
        let maximum = last.dayNumber - first.dayNumber + 1
        return try merged(schedule, in: Window(first: first, end: last.adding(days: 1), maximum: maximum))
    }

    private struct Window {
        let first: LocalDate
        let end: LocalDate
        let maximum: Int
    }

    private static func merged(_ schedule: Schedule, in window: Window) throws(ICalendarError) -> [LocalDate] {
        var dates: Set<LocalDate> = []
        for (rule, start) in schedule.countedRules {
            guard let start = beginning(of: rule, start, in: window), start < window.end else { continue }
            dates.formUnion(try instances(of: rule, from: start, in: window))
        }
        let added = schedule.exceptions.added.filter { window.first <= $0 && $0 < window.end }
        return dates.subtracting(schedule.exceptions.skipped).union(added).sorted()
    }

    /// Returns where counting begins. A rule whose dates do not depend on its start is counted from the window on,
    /// however long ago it began.
    private static func beginning(of rule: Rule, _ start: LocalDate, in window: Window) -> LocalDate? {
        guard start < window.first, !rule.needsStart else { return start }
        return rule.firstDate(onOrAfter: window.first)
    }

    private static func instances(
        of rule: Rule, from start: LocalDate, in window: Window
    ) throws(ICalendarError) -> [LocalDate] {
        let before = max(0, window.first.dayNumber - start.dayNumber)
        let texts = try Recurrence.instances(
            of: rule.text, from: start.floatingText, until: window.end.floatingText, limit: before + window.maximum
        )
        return texts.compactMap(LocalDate.init(floatingText:)).filter { $0 >= window.first }
    }
}

extension LocalDate {
    fileprivate var floatingText: String { "\(basicText)T000000" }

    fileprivate init?(floatingText: String) {
        let bytes = Array(floatingText.utf8)
        guard bytes.count == 15, let year = digits(bytes[..<4]), let month = digits(bytes[4..<6]),
            let day = digits(bytes[6..<8])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

extension SeriesDates {
    /// The days that the rules of a series produce, without its exceptions.
    struct Rules {
        private let schedule: Schedule

        init(of plan: SeriesPlan) {
            schedule = Schedule(rules: plan.rules, time: plan.time, from: plan.from)
        }

        func days(from first: LocalDate, through last: LocalDate) throws(ICalendarError) -> [LocalDate] {
            try SeriesDates.dates(of: schedule, from: first, through: last)
        }

        func first(after day: LocalDate, notIn excluded: Set<LocalDate>) throws(ICalendarError) -> LocalDate? {
            try SeriesDates.next(1 + excluded.count, of: schedule, after: day).first { !excluded.contains($0) }
        }

        /// The last day, if a rule has a count; nil otherwise. The search ends after a hundred years.
        var last: LocalDate? {
            get throws(ICalendarError) {
                guard case .count = schedule.rules.first?.end, let start = schedule.countedRules.first?.start else {
                    return nil
                }
                return try days(from: start, through: start.adding(days: 36_525)).last
            }
        }
    }
}
