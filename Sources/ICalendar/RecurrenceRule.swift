/// A rule in a form that libical expands as every other program does.
///
/// libical silently ignores some parts, such as BYSETPOS in a weekly rule, and never returns from others.
struct RecurrenceRule {
    private let parts: [RecurrencePart: String]

    init(_ rule: String) throws(ICalendarError) {
        guard let parts = RecurrencePart.split(rule) else { throw .unsupportedRule }
        self.parts = parts
        guard hasKnownShape, parts[.count] == nil || parts[.until] == nil else { throw .unsupportedRule }
    }

    /// The rule in the form for libical. libical reads an UNTIL without a time as midnight and would lose the last
    /// occurrence, so the UNTIL gets a time.
    var text: String { text(until: lastTime?.text) }

    /// Returns the rule for an event whose start names a zone: its UNTIL must be in UTC (RFC 5545 §3.3.10).
    func text(in zone: ZoneRule) -> String {
        let instant = lastTime.flatMap { CivilTime(secondsSince1970: zone.lastInstant(of: $0)) }
        return text(until: instant.map { $0.text + "Z" })
    }

    private func text(until: String?) -> String {
        var values = parts
        values[.until] = until
        return RecurrencePart.allCases.compactMap { part in values[part].map { part.rawValue + "=" + $0 } }
            .joined(separator: ";")
    }

    /// The UNTIL. A date without a time includes its whole day.
    private var lastTime: CivilTime? { parts[.until].flatMap { CivilTime($0) ?? CivilTime($0 + "T235959") } }

    private var hasKnownShape: Bool {
        guard let shapes = Self.shapes[parts[.frequency] ?? ""] else { return false }
        let needsPlainWeekdays = parts[.frequency] == "WEEKLY" || parts[.positions] != nil
        let hasPlainWeekdays = parts[.weekdays]?.contains(where: \.isNumber) != true
        return shapes.contains(Set(parts.keys.filter(\.isFilter))) && (hasPlainWeekdays || !needsPlainWeekdays)
    }

    /// The combinations of filters that each frequency may have.
    private static let shapes: [String: Set<Set<RecurrencePart>>] = [
        "DAILY": [[]],
        "WEEKLY": [[], [.weekdays]],
        "MONTHLY": [[], [.monthDays], [.weekdays], [.weekdays, .positions]],
        "YEARLY": [[], [.months, .monthDays], [.months, .weekdays]],
    ]
}
