extension ZoneRule {
    /// Parses the POSIX form. Returns nil for changes other than on the nth weekday of a month, which no zone has
    /// today.
    init?(posix text: some StringProtocol) {
        var scanner = ZoneRuleScanner(text)
        guard let standard = scanner.season(defaultOffset: nil) else { return nil }
        if scanner.isAtEnd {
            self.init(standard: standard, summer: nil)
            return
        }
        guard let season = scanner.season(defaultOffset: standard.offset + 3_600),
            let begins = scanner.change(), let ends = scanner.change(), scanner.isAtEnd
        else { return nil }
        self.init(standard: standard, summer: Summer(season: season, begins: begins, ends: ends))
    }
}

/// Parses a POSIX zone rule from left to right.
private struct ZoneRuleScanner {
    private var rest: Substring.UTF8View

    init(_ text: some StringProtocol) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func season(defaultOffset: Int?) -> ZoneRule.Season? {
        guard let name = abbreviation() else { return nil }
        // POSIX offsets are positive to the west.
        guard let offset = clock().map({ -$0 }) ?? defaultOffset else { return nil }
        return ZoneRule.Season(abbreviation: name, offset: offset)
    }

    /// `,M10.5.0/3`
    mutating func change() -> ZoneRule.Change? {
        guard skip(","), skip("M"),
            let month = number(in: 1...12), skip("."), let week = number(in: 1...5), skip("."),
            let weekday = number(in: 0...6)
        else { return nil }
        guard let second = skip("/") ? clock() : 2 * 3_600 else { return nil }
        return ZoneRule.Change(month: month, week: week, weekday: weekday, secondOfDay: second)
    }

    /// `CET` or `<+0530>`
    private mutating func abbreviation() -> String? {
        let isQuoted = skip("<")
        let name = rest.prefix { isQuoted ? $0 != UInt8(ascii: ">") : $0.isLetter }
        rest = rest.dropFirst(name.count)
        guard name.count >= 3, name.allSatisfy(\.isInAbbreviation), !isQuoted || skip(">") else { return nil }
        return String(Substring(name))
    }

    /// `3`, `-1`, `5:30`, in seconds
    private mutating func clock() -> Int? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard var seconds = number(in: 0...167).map({ $0 * 3_600 }) else { return nil }
        for unit in [60, 1] where skip(":") {
            guard let part = number(in: 0...59) else { return nil }
            seconds += part * unit
        }
        return isNegative ? -seconds : seconds
    }

    private mutating func number(in range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest.dropFirst(digits.count)
        guard let number = Int(Substring(digits)), range.contains(number) else { return nil }
        return number
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }
}

extension UInt8 {
    fileprivate var isLetter: Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
    }

    fileprivate var isInAbbreviation: Bool {
        isLetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || self == UInt8(ascii: "+")
            || self == UInt8(ascii: "-")
    }
}
