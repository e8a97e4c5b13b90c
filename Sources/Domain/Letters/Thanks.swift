package import Foundation

/// The letter that guests get when an evening is over.
package enum Thanks {
    private static let time = LocalTime(minutes: 9 * 60)

    /// When it is written: at the first nine in the morning after the end, on the city's wall.
    package static func due(after end: Date, in zone: Zone) -> Date {
        let day = LocalDateTime(end, in: zone).date
        let mornings = (0...1).map { LocalDateTime(day.adding(days: $0), time).instant(in: zone) }
        return mornings.first { $0 > end } ?? end
    }
}
