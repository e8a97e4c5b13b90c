import Domain
import Foundation

/// Instants as HTTP writes them (RFC 9110 §5.6.7): `Thu, 10 Dec 2026 18:00:00 GMT`.
enum HTTPDate {
    static func text(_ instant: Date) -> String {
        let wall = LocalDateTime(instant, in: .utc)
        let seconds = instant.wholeSeconds % 60
        let day = "\(weekday(wall.date)), \(wall.date.day.padded(2)) \(months[wall.date.month - 1]) \(wall.date.year)"
        return "\(day) \(wall.time):\(seconds.padded(2)) GMT"
    }

    private static func weekday(_ date: LocalDate) -> String {
        date.weekday.name.prefix(3).capitalized
    }

    static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
