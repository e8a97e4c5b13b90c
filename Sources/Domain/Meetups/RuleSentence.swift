/// Reads a rule in plain words: `second thursday`, `every 2 weeks on tuesday`, `last day of the month`, `first and
/// third thursday`, `21 june`; optionally followed by `until 2027-06-30` or `10 times`.
struct RuleSentence {
    var words: [Substring]

    init(_ text: String) {
        let filler: Set<Substring> = ["of", "the", "on", "each", "and", "in", "a"]
        words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.filter { !filler.contains($0) }
    }

    mutating func rules() throws(FieldErrorReason) -> [Rule] {
        let end = try takeEnd()
        dropDayBeforeNumber()
        try refuseTwoMeanings()
        let interval = takeInterval()
        let patterns = try takePatterns(interval.unit)
        guard words.isEmpty else { throw .notUnderstood }
        let rules = patterns.map { Rule($0, interval: interval.count, end: end) }
        guard rules.count == 1 || !rules.contains(where: \.needsStart) else { throw .severalDaysCounted }
        return rules
    }

    /// Makes `day 15` mean the 15th.
    private mutating func dropDayBeforeNumber() {
        guard let index = words.lastIndex(of: "day"), index + 1 < words.count, Int(words[index + 1]) != nil else {
            return
        }
        words.remove(at: index)
    }

    private mutating func takeEnd() throws(FieldErrorReason) -> Rule.End? {
        if let index = words.firstIndex(of: "until"), index == words.count - 2 {
            return .until(try takeLastDate())
        }
        guard words.last == "times", let count = words.dropLast().last.flatMap({ Int($0) }) else { return nil }
        guard (1...999).contains(count) else { throw .rule("`times` needs a number from 1 to 999") }
        words.removeLast(2)
        return .count(count)
    }

    private mutating func takeLastDate() throws(FieldErrorReason) -> LocalDate {
        do throws(FieldErrorReason) {
            let date = try LocalDate(parsing: String(words[words.count - 1]))
            words.removeLast(2)
            return date
        } catch {
            throw .rule("`until` needs a date such as 2027-06-30")
        }
    }

    /// Refuses `every second thursday`, which can mean every two weeks or once a month.
    private func refuseTwoMeanings() throws(FieldErrorReason) {
        guard words.count == 3, words[0] == "every", let number = Self.ordinal(words[1])?.value,
            (2...4).contains(number), let weekday = Self.weekday(words[2])
        else { return }
        throw .twoMeanings(number, weekday)
    }

    private mutating func takeInterval() -> (count: Int, unit: Unit?) {
        let isEvery = take("every")
        if isEvery, take("other") { return (2, takeUnit()) }
        if isEvery, words.count > 1, let count = Int(words[0]), (1...99).contains(count), Self.units[words[1]] != nil {
            words.removeFirst()
            return (count, takeUnit())
        }
        return (1, takeUnit())
    }

    private mutating func takePatterns(_ unit: Unit?) throws(FieldErrorReason) -> [Rule.Pattern] {
        if unit == .day { return [.daily] }
        let weekdays = takeWeekdays()
        if !weekdays.isEmpty, unit == nil || unit == .week { return [.weekly(weekdays)] }
        guard weekdays.isEmpty else { throw .notUnderstood }
        let days = try takeDaysOfMonth()
        let month = takeMonth()
        let period: Unit = month == nil ? .month : .year
        guard (unit ?? period) == period, (takePeriod() ?? period) == period else { throw .notUnderstood }
        return days.map { day in month.map { .yearly(month: $0, day) } ?? .monthly(day) }
    }

    private mutating func takeWeekdays() -> [Weekday] {
        var found: [Weekday] = []
        while let weekday = takeWeekday() { found.append(weekday) }
        return Weekday.allCases.filter(found.contains)
    }

    private mutating func takeDaysOfMonth() throws(FieldErrorReason) -> [Rule.DayOfMonth] {
        let numbers = takeOrdinals()
        guard !numbers.isEmpty else { throw .notUnderstood }
        if let weekday = takeWeekday() { return try Self.days(numbers, weekday) }
        _ = take("day")
        guard numbers.allSatisfy({ $0.value <= 31 }) else { throw .notUnderstood }
        return numbers.map { .number($0.value) }
    }

    private static func days(_ numbers: [Ordinal], _ weekday: Weekday) throws(FieldErrorReason) -> [Rule.DayOfMonth] {
        guard !numbers.contains(where: \.isBare) else { throw .notUnderstood }
        guard numbers.allSatisfy({ $0.value <= 4 }) else {
            throw .rule("not every month has a fifth \(weekday.name); say `last \(weekday.name)`")
        }
        return numbers.map { .weekday(nth: $0.value, weekday) }
    }
}

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
