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
