extension Rule {
    /// Reads one or more rules, as an RRULE of RFC 5545 (`FREQ=MONTHLY;BYDAY=2TH`) or in plain words (`second
    /// thursday`).
    package static func rules(parsing text: String) throws(FieldErrorReason) -> [Rule] {
        let words = text.trimmed
        guard !words.isEmpty else { throw .missing }
        guard words.unicodeScalars.count <= 200 else { throw .tooLong(maximum: 200) }
        guard words.utf8.contains(UInt8(ascii: "=")) else {
            var sentence = RuleSentence(words)
            return try sentence.rules()
        }
        return [try Rule(parts: words)]
    }

    /// Reads the RRULE of RFC 5545 §3.3.10, as far as Hopdrink supports it.
    init(parts text: String) throws(FieldErrorReason) {
        var parts = try RuleParts(text)
        let interval = try parts.number("INTERVAL", 1...99) ?? 1
        let end = try parts.end()
        let pattern = try parts.pattern()
        try parts.finish()
        self.init(pattern, interval: interval, end: end)
    }
}

/// The `NAME=VALUE` parts of an RRULE, which are removed as they are read.
private struct RuleParts {
    private var values: [String: String] = [:]

    init(_ text: String) throws(FieldErrorReason) {
        var body = text.uppercased()
        if body.hasPrefix("RRULE:") { body.removeFirst(6) }
        for part in body.utf8.split(separator: UInt8(ascii: ";")) {
            let sides = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard sides.count == 2, let name = String(sides[0]), let value = String(sides[1]) else {
                throw .rule("every part of an RRULE is NAME=VALUE")
            }
            guard values.updateValue(value.trimmed, forKey: name.trimmed) == nil else {
                throw .rule("\(name.trimmed) stands twice")
            }
        }
    }

    mutating func number(_ name: String, _ range: ClosedRange<Int>) throws(FieldErrorReason) -> Int? {
        guard let text = values.removeValue(forKey: name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .rule("\(name) must be from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    mutating func end() throws(FieldErrorReason) -> Rule.End? {
        let count = try number("COUNT", 1...999)
        guard let until = values.removeValue(forKey: "UNTIL") else { return count.map { .count($0) } }
        guard count == nil else { throw .rule("COUNT and UNTIL exclude each other") }
        return .until(try LocalDate(basic: until))
    }

    mutating func pattern() throws(FieldErrorReason) -> Rule.Pattern {
        switch values.removeValue(forKey: "FREQ") {
        case "DAILY": return .daily
        case "WEEKLY": return .weekly(try weekdays())
        case "MONTHLY": return .monthly(try dayOfMonth())
        case "YEARLY": return try yearly()
        default: throw .rule("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY")
        }
    }

    mutating func finish() throws(FieldErrorReason) {
        if let weekStart = values.removeValue(forKey: "WKST"), weekStart != "MO" { throw .rule("WKST must be MO") }
        guard let name = values.keys.sorted().first else { return }
        throw .rule("a rule like this takes no \(name)")
    }

    private mutating func yearly() throws(FieldErrorReason) -> Rule.Pattern {
        guard let month = try number("BYMONTH", 1...12) else { throw .rule("FREQ=YEARLY needs BYMONTH") }
        return .yearly(month: month, try dayOfMonth())
    }

    private mutating func weekdays() throws(FieldErrorReason) -> [Weekday] {
        guard let list = values.removeValue(forKey: "BYDAY") else { throw .rule("FREQ=WEEKLY needs BYDAY") }
        let codes = list.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        let days = codes.compactMap { String($0).flatMap(Weekday.init(rawValue:)) }
        guard days.count == codes.count, Set(days).count == days.count else {
            throw .rule("BYDAY of a weekly rule is a list such as MO,TH")
        }
        return Weekday.allCases.filter(days.contains)
    }

    private mutating func dayOfMonth() throws(FieldErrorReason) -> Rule.DayOfMonth {
        if let text = values.removeValue(forKey: "BYMONTHDAY") {
            guard let day = Int(text), (1...31).contains(day) || day == -1 else {
                throw .rule("BYMONTHDAY is one number from 1 to 31, or -1; several days are several rules")
            }
            return .number(day)
        }
        guard let text = values.removeValue(forKey: "BYDAY") else { throw .rule("it needs BYDAY or BYMONTHDAY") }
        return try nthWeekday(text)
    }

    private mutating func nthWeekday(_ text: String) throws(FieldErrorReason) -> Rule.DayOfMonth {
        guard !text.utf8.contains(UInt8(ascii: ",")), let weekday = Weekday(rawValue: String(text.suffix(2))) else {
            throw .rule("BYDAY is one day such as 2TH; several days are several rules, `first and third thursday`")
        }
        let position = values.removeValue(forKey: "BYSETPOS")
        guard text.count == 2 || position == nil, let nth = Int(position ?? String(text.dropLast(2))),
            (1...4).contains(nth) || nth == -1
        else {
            throw .rule("only the first to fourth or the last weekday of a month is possible, such as 2TH or -1FR")
        }
        return .weekday(nth: nth, weekday)
    }
}

extension LocalDate {
    /// Reads `20261210`, optionally followed by a time, which is ignored.
    fileprivate init(basic text: String) throws(FieldErrorReason) {
        let bytes = Array(text.utf8)
        guard bytes.count == 8 || Self.isTime(bytes.dropFirst(8)),
            let year = digits(bytes[..<4]), let month = digits(bytes[4..<6]), let day = digits(bytes[6..<8]),
            let date = LocalDate(year: year, month: month, day: day)
        else { throw .rule("UNTIL is a date such as 20270630") }
        self = date
    }

    /// Whether this is a time such as `T235959`, optionally with a `Z`.
    private static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
        let isUTC = bytes.last == UInt8(ascii: "Z")
        return bytes.first == UInt8(ascii: "T") && bytes.count == (isUTC ? 8 : 7)
            && digits(bytes.dropFirst().prefix(6)) != nil
    }
}
