import Domain

extension Translations {
    /// Returns when a series meets: "The second Thursday of every month at 19:00, until Wednesday 30 June 2027".
    func words(_ rules: [Rule], at time: LocalTime) -> String {
        let phrases = Self.together(rules).map(phrase)
        let text = self(.ruleAt, ["rule": list(phrases), "time": words(time)])
        return ending(text, rules.first?.end).capitalisedOnce
    }

    /// Groups rules that one phrase can say, such as the rules for the first and the third Thursday.
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
        var values = ["interval": String(interval), "days": list(days(rules))]
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

    private func days(_ rules: [Rule]) -> [String] {
        guard case .weekly(let days)? = rules.first?.pattern else {
            return Self.ofOneWeekday(rules.compactMap(\.pattern.day)).map(phrase(of:))
        }
        let isEvery = rules.first?.interval == 1
        return days.map { day in
            let name = calendar.name(of: day)
            let key: TranslationKey = day == .sunday ? .ruleOnSunday : .ruleOnWeekday
            return isEvery ? name : self(key, ["weekday": name])
        }
    }

    /// The first and the third Thursday are one phrase.
    private static func ofOneWeekday(_ days: [Rule.DayOfMonth]) -> [[Rule.DayOfMonth]] {
        days.reduce(into: []) { groups, day in
            if let weekday = day.weekday, groups.last?.last?.weekday == weekday {
                groups[groups.count - 1].append(day)
            } else {
                groups.append([day])
            }
        }
    }

    private func phrase(of days: [Rule.DayOfMonth]) -> String {
        let ordinals = list(days.map(ordinal))
        guard let weekday = days.first?.weekday else { return ordinals }
        return self(.ruleWeekday, ["ordinals": ordinals, "weekday": calendar.name(of: weekday)])
    }

    /// A day by its number, or the "first" that stands before a weekday.
    private func ordinal(_ day: Rule.DayOfMonth) -> String {
        switch day {
        case .number(-1): return self(.ruleLastDay)
        case .number(let number):
            let days = self(.ruleDays).split(separator: " ").map(String.init)
            return self(.ruleDay, ["day": days.indices.contains(number - 1) ? days[number - 1] : String(number)])
        case .weekday(let nth, let weekday):
            // In some languages a Sunday is of another gender than the other days.
            return self(weekday == .sunday ? Self.sundays[nth] ?? .ruleLastSunday : Self.weekdays[nth] ?? .ruleLast)
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

extension Rule.Pattern {
    fileprivate var day: Rule.DayOfMonth? {
        switch self {
        case .daily, .weekly: nil
        case .monthly(let day), .yearly(_, let day): day
        }
    }
}

extension Rule.DayOfMonth {
    fileprivate var weekday: Weekday? {
        if case .weekday(_, let weekday) = self { weekday } else { nil }
    }
}

extension String {
    /// The text with a capital first letter, as in a sentence.
    fileprivate var capitalisedOnce: String { prefix(1).uppercased() + dropFirst() }
}
