/// Reads a rule in plain words: `second thursday`, `every 2 weeks on tuesday`, `last day of the month`,
/// `first and third thursday`, `21 june`; then perhaps `until 2027-06-30` or `10 times`.
struct RuleSentence {
    private var words: [Substring]
    private let whole: String

    init(_ text: String) {
        whole = text
        let filler: Set<Substring> = ["of", "the", "on", "each", "and", "in", "a"]
        words = text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }.filter { !filler.contains($0) }
    }

    mutating func rules() throws(Problem) -> [Rule] {
        let end = try takeEnd()
        let interval = takeInterval()
        let patterns = try takePatterns(interval.unit)
        guard words.isEmpty else { throw notUnderstood }
        return patterns.map { Rule($0, interval: interval.count, end: end) }
    }

    private var notUnderstood: Problem {
        .rule(
            "write it like `second thursday`, `last friday`, `every 2 weeks on tuesday`, `every day`,"
                + " `15th of the month`, `last day of the month`, `21 june`, or as an RRULE"
        )
    }

    private mutating func take(_ expected: Substring...) -> Bool {
        guard let first = words.first, expected.contains(first) else { return false }
        words.removeFirst()
        return true
    }

    private mutating func takeEnd() throws(Problem) -> Rule.End? {
        if let index = words.firstIndex(of: "until"), index == words.count - 2 {
            let date = try LocalDate(parsing: String(words[index + 1]))
            words.removeLast(2)
            return .until(date)
        }
        guard words.last == "times", let count = words.dropLast().last.flatMap({ Int($0) }) else { return nil }
        guard (1...999).contains(count) else { throw .notNumber(from: 1, to: 999) }
        words.removeLast(2)
        return .count(count)
    }

    private enum Unit { case day, week, month, year }

    private static let units: [Substring: Unit] = [
        "day": .day, "days": .day, "daily": .day, "week": .week, "weeks": .week, "weekly": .week,
        "month": .month, "months": .month, "monthly": .month, "year": .year, "years": .year, "yearly": .year,
    ]

    private mutating func takeInterval() -> (count: Int, unit: Unit?) {
        let every = take("every")
        var count = 1
        if every, take("other") {
            count = 2
        } else if every, words.count > 1, let number = words.first.flatMap({ Int($0) }), (1...99).contains(number),
            Self.units[words[1]] != nil
        {
            words.removeFirst()
            count = number
        }
        guard let unit = words.first.flatMap({ Self.units[$0] }) else { return (count, nil) }
        words.removeFirst()
        return (count, unit)
    }

    private mutating func takePatterns(_ unit: Unit?) throws(Problem) -> [Rule.Pattern] {
        if unit == .day { return [.daily] }
        let weekdays = takeWeekdays()
        if !weekdays.isEmpty, unit == nil || unit == .week { return [.weekly(weekdays)] }
        guard unit != .week, weekdays.isEmpty else { throw notUnderstood }
        let days = try takeDaysOfMonth()
        let month = takeMonth()
        while Self.units[words.first ?? ""] != nil || take("every") { _ = takeInterval() }
        guard unit != .year || month != nil else { throw notUnderstood }
        return days.map { day in month.map { .yearly(month: $0, day) } ?? .monthly(day) }
    }

    private mutating func takeWeekdays() -> [Weekday] {
        var found: [Weekday] = []
        while let weekday = words.first.flatMap(Self.weekday) {
            words.removeFirst()
            found.append(weekday)
        }
        return Weekday.allCases.filter(found.contains)
    }

    private mutating func takeDaysOfMonth() throws(Problem) -> [Rule.DayOfMonth] {
        var ordinals: [Int] = []
        while let word = words.first, let ordinal = Self.ordinal(word) {
            words.removeFirst()
            ordinals.append(ordinal)
        }
        guard !ordinals.isEmpty else { throw notUnderstood }
        if let weekday = words.first.flatMap(Self.weekday) {
            words.removeFirst()
            guard ordinals.allSatisfy({ $0 <= 4 }) else {
                throw .rule("not every month has a fifth \(weekday.name); say `last \(weekday.name)`")
            }
            return ordinals.map { .weekday(nth: $0, weekday) }
        }
        _ = take("day")
        guard ordinals.allSatisfy({ $0 <= 31 }) else { throw notUnderstood }
        return ordinals.map { .number($0) }
    }

    private mutating func takeMonth() -> Int? {
        guard let index = words.first.flatMap({ Self.months.firstIndex(of: $0) }) else { return nil }
        words.removeFirst()
        return index + 1
    }

    private static func weekday(_ word: Substring) -> Weekday? {
        Weekday.allCases.first { $0.name == word || $0.name + "s" == word }
    }

    private static let months: [Substring] = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]

    private static let ordinals: [Substring: Int] = [
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1,
    ]

    private static func ordinal(_ word: Substring) -> Int? {
        if let ordinal = ordinals[word] { return ordinal }
        let number = ["st", "nd", "rd", "th"].contains(word.suffix(2)) ? word.dropLast(2) : word
        return Int(number).flatMap { (1...99).contains($0) ? $0 : nil }
    }
}
