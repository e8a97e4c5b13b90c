package import Foundation

/// The distance in days to the start of something, in people's words.
package enum RelativeDay: Equatable, Sendable {
    case today
    case tomorrow
    case another

    /// Counts the days of the zone's calendar, even if only a few hours lie between them.
    package init(of start: Date, in zone: Zone, at now: Date) {
        let days = LocalDateTime(start, in: zone).date.dayNumber - LocalDateTime(now, in: zone).date.dayNumber
        switch days {
        case 0: self = .today
        case 1: self = .tomorrow
        default: self = .another
        }
    }
}
