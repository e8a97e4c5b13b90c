extension RuleSentence {
    enum Unit { case day, week, month, year }

    static let units: [Substring: Unit] = [
        "day": .day, "days": .day, "daily": .day, "week": .week, "weeks": .week, "weekly": .week,
        "month": .month, "months": .month, "monthly": .month, "year": .year, "years": .year, "yearly": .year,
    ]

    /// A number such as `second`, `2nd` or `2`. A bare number (`2`) is not allowed before a weekday.
    struct Ordinal {
        let value: Int
        let isBare: Bool
    }

    static let months: [Substring] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    private static let ordinals: [Substring: Int] = [
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1,
    ]

    static func ordinal(_ word: Substring) -> Ordinal? {
        if let value = ordinals[word] { return Ordinal(value: value, isBare: false) }
        let isBare = !["st", "nd", "rd", "th"].contains(word.suffix(2))
        guard let value = Int(isBare ? word : word.dropLast(2)), (1...99).contains(value) else { return nil }
        return Ordinal(value: value, isBare: isBare)
    }

    static func weekday(_ word: Substring) -> Weekday? {
        Weekday.allCases.first { $0.name == word || $0.name + "s" == word }
    }
}

extension RuleSentence {
    /// Takes the first word if it is `expected`.
    mutating func take(_ expected: Substring) -> Bool {
        take { $0 == expected ? expected : nil } != nil
    }

    mutating func takeUnit() -> Unit? {
        take { Self.units[$0] }
    }

    mutating func takeWeekday() -> Weekday? {
        take(Self.weekday)
    }

    mutating func takeMonth() -> Int? {
        take { Self.months.firstIndex(of: $0) }.map { $0 + 1 }
    }

    mutating func takeOrdinals() -> [Ordinal] {
        var found: [Ordinal] = []
        while let ordinal = take(Self.ordinal) { found.append(ordinal) }
        return found
    }

    /// Takes `month` or `every month` at the end.
    mutating func takePeriod() -> Unit? {
        if words.count == 2, Self.units[words[1]] != nil { _ = take("every") }
        return takeUnit()
    }

    private mutating func take<Meaning>(_ meaning: (Substring) -> Meaning?) -> Meaning? {
        guard let found = words.first.flatMap(meaning) else { return nil }
        words.removeFirst()
        return found
    }
}

extension FieldErrorReason {
    static let notUnderstood = FieldErrorReason.rule(
        "write it like `second thursday`, `last friday`, `every 2 weeks on tuesday`, `every day`,"
            + " `15th of the month`, `last day of the month`, `21 june`, or as an RRULE"
    )

    static let severalDaysCounted = FieldErrorReason.rule(
        "several days of the month go with every month and `until` only, not with `times` or `every 2 months`"
    )

    /// The error for a sentence with two meanings; `number` is from 2 to 4.
    static func twoMeanings(_ number: Int, _ weekday: Weekday) -> FieldErrorReason {
        let nth = ["second", "third", "fourth"][number - 2]
        return .rule(
            "this can mean two things: write `every \(number) weeks on \(weekday.name)`"
                + " or `\(nth) \(weekday.name) of the month`"
        )
    }
}
