import Domain

extension Translations {
    /// When a series meets: "The second Thursday of every month at 19:00, until Wednesday 30 June 2027".
    func words(_ rules: [Rule], at time: LocalTime) -> String {
        let phrases = Self.together(rules).map(phrase)
        let text = self(.ruleAt, ["rule": list(phrases), "time": time.description])
        return ending(text, rules.first?.end).capitalisedOnce
    }

    /// The first and the third Thursday are two rules, and one thought.
    private static func together(_ rules: [Rule]) -> [[Rule]] {
        rules.reduce(into: []) { groups, rule in
            if let last = groups.last?.last, last.interval == rule.interval,
                last.pattern.isOfSamePeriod(as: rule.pattern)
            {
                groups[groups.count - 1].append(rule)
            } else {
                groups.append([rule])
            }
        }
    }

    private func phrase(_ rules: [Rule]) -> String {
        guard let rule = rules.first else { return "" }
        let interval = rule.interval
        var values = ["interval": String(interval), "days": list(rules.flatMap { days($0.pattern) })]
        if case .yearly(let month, _) = rule.pattern { values["month"] = calendar.name(ofMonth: month) }
        return self(key(rule.pattern, isEvery: interval == 1), values)
    }

    private func key(_ pattern: Rule.Pattern, isEvery: Bool) -> TranslationKey {
        switch pattern {
        case .daily: isEvery ? .ruleDaily : .ruleDailyEvery
        case .weekly: isEvery ? .ruleWeekly : .ruleWeeklyEvery
        case .monthly: isEvery ? .ruleMonthly : .ruleMonthlyEvery
        case .yearly: isEvery ? .ruleYearly : .ruleYearlyEvery
        }
    }

    private func days(_ pattern: Rule.Pattern) -> [String] {
        switch pattern {
        case .daily: []
        case .weekly(let days): days.map(calendar.name(of:))
        case .monthly(let day), .yearly(_, let day): [words(day)]
        }
    }

    private func words(_ day: Rule.DayOfMonth) -> String {
        switch day {
        case .number(-1): return self(.ruleLastDay)
        case .number(let number): return self(.ruleDay, ["day": number == 1 ? self(.dayFirst) : String(number)])
        case .weekday(let nth, let weekday):
            // In some languages a Sunday is of another gender than the other days.
            let key = weekday == .sunday ? Self.sundays[nth] ?? .ruleLastSunday : Self.weekdays[nth] ?? .ruleLast
            return self(key, ["weekday": calendar.name(of: weekday)])
        }
    }

    private static let weekdays: [Int: TranslationKey] = [1: .ruleFirst, 2: .ruleSecond, 3: .ruleThird, 4: .ruleFourth]
    private static let sundays: [Int: TranslationKey] = [
        1: .ruleFirstSunday, 2: .ruleSecondSunday, 3: .ruleThirdSunday, 4: .ruleFourthSunday,
    ]

    private func ending(_ text: String, _ end: Rule.End?) -> String {
        switch end {
        case .until(let date): self(.ruleUntil, ["rule": text, "date": words(date)])
        case .count(let count): self(.ruleTimes, count, ["rule": text])
        case nil: text
        }
    }
}

extension Rule.Pattern {
    fileprivate func isOfSamePeriod(as other: Rule.Pattern) -> Bool {
        switch (self, other) {
        case (.monthly, .monthly): true
        case (.yearly(let month, _), .yearly(let otherMonth, _)): month == otherMonth
        default: false
        }
    }
}

extension String {
    /// With a capital at the start, as a sentence has.
    fileprivate var capitalisedOnce: String { prefix(1).uppercased() + dropFirst() }
}
