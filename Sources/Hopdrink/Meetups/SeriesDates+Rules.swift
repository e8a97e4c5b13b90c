import Domain
import ICalendar

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
