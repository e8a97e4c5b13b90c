package import Foundation

/// The email that guests get after a meetup.
package enum Thanks {
    /// The time after a meetup's end for which thanks are appropriate, in seconds.
    package static let patience: TimeInterval = 3 * 86_400

    private static let time = LocalTime(minutes: 9 * 60)

    /// Returns when it is sent: at the first nine in the morning after the end, local time.
    package static func due(after end: Date, in zone: Zone) -> Date {
        let day = LocalDateTime(end, in: zone).date
        let mornings = (0...1).map { LocalDateTime(day.adding(days: $0), time).instant(in: zone) }
        return mornings.first { $0 > end } ?? end
    }
}
