/// A part of a rule. The order of the cases is the order in which parts are written.
enum RecurrencePart: String, CaseIterable {
    case frequency = "FREQ"
    case interval = "INTERVAL"
    case count = "COUNT"
    case until = "UNTIL"
    case weekStart = "WKST"
    case months = "BYMONTH"
    case monthDays = "BYMONTHDAY"
    case weekdays = "BYDAY"
    case positions = "BYSETPOS"

    var isFilter: Bool { rawValue.hasPrefix("BY") }

    /// Returns the parts of a rule, or nil if a part is unknown, invalid or repeated.
    static func split(_ rule: String) -> [RecurrencePart: String]? {
        guard rule.isPrintableASCII, rule.utf8.count <= 200 else { return nil }
        var parts: [RecurrencePart: String] = [:]
        for text in rule.uppercased().split(separator: ";", omittingEmptySubsequences: false) {
            let halves = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard halves.count == 2, let part = RecurrencePart(rawValue: halves[0]), part.accepts(halves[1]),
                parts.updateValue(halves[1], forKey: part) == nil
            else { return nil }
        }
        return parts
    }

    private func accepts(_ value: String) -> Bool {
        switch self {
        case .frequency: ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"].contains(value)
        case .interval: value.isNumber(in: 1...999)
        case .count: value.isNumber(in: 1...9_999)
        case .until: CivilTime(value) ?? CivilTime(value + "T000000") != nil
        // With other first days of the week, libical counts some weeks wrong.
        case .weekStart: ["MO", "SU"].contains(value)
        case .months: value.isNumber(in: 1...12)
        case .monthDays: value.isList { $0.isNumber(in: -31 ... -1) || $0.isNumber(in: 1...31) }
        // Some programs find no day at all if plain weekdays and nth weekdays are mixed.
        case .weekdays: value.isList(of: \.isWeekday) || value.isList(of: \.isNthWeekday)
        case .positions: value.isPosition
        }
    }
}

extension StringProtocol {
    fileprivate var isWeekday: Bool { ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].contains(String(self)) }

    /// Whether the text is a position from first (1) to fourth (4), or last (-1).
    fileprivate var isPosition: Bool { isNumber(in: 1...4) || isNumber(in: -1 ... -1) }

    fileprivate var isNthWeekday: Bool { suffix(2).isWeekday && dropLast(2).isPosition }

    fileprivate func isNumber(in range: ClosedRange<Int>) -> Bool {
        Int(self).map(range.contains) ?? false
    }

    fileprivate func isList(of isElement: (SubSequence) -> Bool) -> Bool {
        split(separator: ",", omittingEmptySubsequences: false).allSatisfy(isElement)
    }
}
