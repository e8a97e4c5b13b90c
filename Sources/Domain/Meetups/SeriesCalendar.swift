/// A series as calendar programs take it in: one entry that repeats by the rule, others in the place of single evenings,
/// and what stands alone.
package struct SeriesCalendar: Equatable, Sendable {
    /// The entry that repeats, at the series' hour.
    package struct Master: Equatable, Sendable {
        package let first: LocalDate
        package let rule: Rule
        /// The days on which it does not take place.
        package let exceptions: [LocalDate]
    }

    /// Nil when nothing repeats, or not in a way that every program follows.
    package let master: Master?
    /// Meetups of days that the rule names, which are not as the series says.
    package let overrides: [Meetup]
    /// Meetups that the rule does not name, or did not yet.
    package let singles: [Meetup]
}

extension SeriesCalendar {
    /// `meetups` are those to be shown. One of the past that is not among them may stay as the rule has it; one that is
    /// called off must go.
    package init(_ facts: SeriesFacts, showing meetups: [Meetup]) {
        let shown = Set(meetups.compactMap(\.occurrence?.date))
        let isMissing = { (day: LocalDate) in facts.made[day] != .scheduled && !shown.contains(day) }
        let different = Set(meetups.filter { !$0.isPlain(in: facts) }.compactMap(\.occurrence?.date))
        // Some programs show the first day of an entry that repeats even where it is excepted or replaced.
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
    /// The rule, if there is one only, which every large program repeats as we do.
    package var repeatableRule: Rule? {
        guard rules.count == 1, let rule = rules.first, rule.isUniversal else { return nil }
        return rule
    }
}

extension Rule {
    /// Programs differ on days that not every month has, or not every year.
    fileprivate var isUniversal: Bool {
        switch pattern {
        case .daily, .weekly, .monthly(.weekday), .yearly(_, .weekday): true
        case .monthly(.number(let day)): day <= 28
        case .yearly(let month, .number(let day)): (month, day) != (2, 29)
        }
    }
}

extension Meetup {
    /// Whether a calendar shows for this meetup what its series says of the day.
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
