package import Foundation

/// A time in the past as an operator writes it: an instant, a day in UTC, or a length of time that has passed.
package enum PastInstant: Equatable, Sendable {
    case instant(Date)
    case minutesAgo(Int)

    /// Reads `2026-12-01T12:00:00Z`, also with another offset, `2026-12-01`, or `2h30m`.
    package init(parsing text: String) throws(FieldErrorReason) {
        let text = text.trimmed
        // A text that is not an instant may be a day, and a text that is not a day may be a length of time.
        if let instant = try? Date(text, strategy: .iso8601) {
            self = .instant(instant)
        } else if let day = try? LocalDate(parsing: text) {
            self = .instant(Date(timeIntervalSince1970: TimeInterval(day.dayNumber * 86_400)))
        } else if let minutes = try? TextParser.minutes(text) {
            self = .minutesAgo(minutes)
        } else {
            throw .format("must be an instant such as 2026-12-01T12:00:00Z, a day, or a length of time such as 2h")
        }
    }

    package func date(at now: Date) -> Date {
        switch self {
        case .instant(let instant): instant
        case .minutesAgo(let minutes): now.addingTimeInterval(TimeInterval(-minutes * 60))
        }
    }
}
