/// A rule in a form that libical expands as every other program does.
///
/// libical ignores some parts in silence, such as BYSETPOS in a weekly rule, and does not return from others.
struct RecurrenceRule {
    private let parts: [RecurrencePart: String]

    init(_ rule: String) throws(ICalendarError) {
        guard let parts = RecurrencePart.split(rule) else { throw .unsupportedRule }
        self.parts = parts
        guard hasKnownShape, parts[.count] == nil || parts[.until] == nil else { throw .unsupportedRule }
    }

    /// The rule as libical gets it. It takes an UNTIL without a time for midnight, which loses the last evening.
    var text: String {
        RecurrencePart.allCases
            .compactMap { part in parts[part].map { (part, $0) } }
            .map { part, value in part.rawValue + "=" + value + (part == .until && value.isDate ? "T235959" : "") }
            .joined(separator: ";")
    }

    private var hasKnownShape: Bool {
        guard let shapes = Self.shapes[parts[.frequency] ?? ""] else { return false }
        let needsPlainWeekdays = parts[.frequency] == "WEEKLY" || parts[.positions] != nil
        let hasPlainWeekdays = parts[.weekdays]?.contains(where: \.isNumber) != true
        return shapes.contains(Set(parts.keys.filter(\.isFilter))) && (hasPlainWeekdays || !needsPlainWeekdays)
    }

    /// The combinations of filters each frequency may have.
    private static let shapes: [String: Set<Set<RecurrencePart>>] = [
        "DAILY": [[]],
        "WEEKLY": [[], [.weekdays]],
        "MONTHLY": [[], [.monthDays], [.weekdays], [.weekdays, .positions]],
        "YEARLY": [[], [.months, .monthDays], [.months, .weekdays]],
    ]
}

extension String {
    fileprivate var isDate: Bool { utf8.count == 8 }
}
