package import Foundation

/// How far the day on which something begins is from the one on which it is told, as people say it.
package enum RelativeDay: Equatable, Sendable {
    case today
    case tomorrow
    case another

    /// By the days of the zone's calendar, however few hours lie between.
    package init(of start: Date, in zone: Zone, at now: Date) {
        let days = LocalDateTime(start, in: zone).date.dayNumber - LocalDateTime(now, in: zone).date.dayNumber
        switch days {
        case 0: self = .today
        case 1: self = .tomorrow
        default: self = .another
        }
    }
}
