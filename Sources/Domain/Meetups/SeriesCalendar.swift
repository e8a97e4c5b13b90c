/// A series in the form that calendar programs read: a recurring entry, overrides of single occurrences, and single
/// meetups.
package struct SeriesCalendar: Equatable, Sendable {
    /// The recurring entry, at the usual time of the series.
    package struct Master: Equatable, Sendable {
        package let first: LocalDate
        package let rule: Rule
        /// The days without a meetup (EXDATE).
        package let exceptions: [LocalDate]
    }

    /// Nil if nothing recurs, or if some programs do not support the rule.
    package let master: Master?
    /// Meetups on days that the rule names, which differ from the series.
    package let overrides: [Meetup]
    /// Meetups on days that the rule does not name, or that come before the recurring entry.
    package let singles: [Meetup]
}

extension SeriesCalendar {
    /// `meetups` are those to show. A past meetup that is not among them may stay as the rule has it; a cancelled one
    /// must not appear.
    package init(_ facts: SeriesFacts, showing meetups: [Meetup]) {
        let shown = Set(meetups.compactMap(\.occurrence?.date))
        let isMissing = { (day: LocalDate) in facts.made[day] != .scheduled && !shown.contains(day) }
        let different = Set(meetups.filter { !$0.isPlain(in: facts) }.compactMap(\.occurrence?.date))
        // Some programs show the first day of a recurring entry even if it is excluded or overridden.
        let first = facts.named.first { !isMissing($0) && !different.contains($0) } ?? facts.next
        guard let rule = facts.series.plan.repeatableRule, let first else {
            self.init(master: nil, overrides: [], singles: meetups)
            return
        }
        let days = facts.named.filter { $0 >= first }
        let end = facts.end(after: days.last { !isMissing($0) })
        let master = Master(
            first: first, rule: Rule(rule.pattern, interval: rule.interval, end: end),
            exceptions: facts.exceptions(days.filter(isMissing), through: end)
        )
        self.init(master, among: Set(days), replacing: different, meetups)
    }

    private init(
        _ master: Master, among days: Set<LocalDate>, replacing different: Set<LocalDate>, _ meetups: [Meetup]
    ) {
        let stands = { (meetup: Meetup, days: Set<LocalDate>) in
            meetup.occurrence.map { days.contains($0.date) } ?? false
        }
        self.init(
            master: master, overrides: meetups.filter { stands($0, days) && stands($0, different) },
            singles: meetups.filter { !stands($0, days) }
        )
    }
}

extension SeriesPlan {
    /// The rule, if there is only one and every large calendar program reads it as we do.
    package var repeatableRule: Rule? {
        guard rules.count == 1, let rule = rules.first, rule.isUniversal else { return nil }
        return rule
    }
}

extension Rule {
    /// Programs differ on days that do not exist in every month or every year.
    fileprivate var isUniversal: Bool {
        switch pattern {
        case .daily, .weekly, .monthly(.weekday), .yearly(_, .weekday): true
        case .monthly(.number(let day)): day <= 28
        case .yearly(let month, .number(let day)): (month, day) != (2, 29)
        }
    }
}

extension Meetup {
    /// Whether a calendar shows the same for this meetup as for a plain occurrence of its series.
    fileprivate func isPlain(in facts: SeriesFacts) -> Bool {
        guard let occurrence else { return false }
        var planned = self
        planned.timeZone = facts.timeZone
        planned.terms = facts.series.plan.terms
        planned.start = LocalDateTime(occurrence.date, facts.series.plan.time)
        planned.state = .scheduled
        planned.isTentative = facts.series.plan.confirmation != nil
        return !isVisiblyDifferent(from: planned)
    }
}
