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

extension HTTPDate {
    /// Parses the HTTP date format and the two older formats that a recipient must still accept (RFC 9110 §5.6.7).
    /// Returns nil for anything else. Does not check the weekday against the date.
    static func instant(_ text: String) -> Date? {
        if let (_, day, month, year, time) = text.wholeMatch(of: fixed)?.output {
            return instant(year: Int(year), String(month), day: String(day), time: time)
        }
        if let (_, day, month, year, time) = text.wholeMatch(of: dashed)?.output {
            return instant(year: Int(year).map(wholeYear), String(month), day: String(day), time: time)
        }
        if let (_, month, day, time, year) = text.wholeMatch(of: asctime)?.output {
            return instant(year: Int(year), String(month), day: String(day).trimmed, time: time)
        }
        return nil
    }

    private static func instant(year: Int?, _ month: String, day: String, time: Substring) -> Date? {
        let numbers = time.split(separator: ":").compactMap { Int($0) }
        guard let year, let month = months.firstIndex(of: month), let day = Int(day), numbers.count == 3,
            let date = LocalDate(year: year, month: month + 1, day: day),
            // A leap second counts as the second before it.
            let time = LocalTime(hour: numbers[0], minute: numbers[1]), numbers[2] <= 60
        else { return nil }
        let minutes = (date.dayNumber * 24 + time.hour) * 60 + time.minute
        return Date(timeIntervalSince1970: TimeInterval(minutes * 60 + min(numbers[2], 59)))
    }

    /// Two-digit years were written before 2000, or by programs that still write them.
    private static func wholeYear(_ year: Int) -> Int { year < 70 ? 2000 + year : 1900 + year }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static var fixed: Regex<(Substring, Substring, Substring, Substring, Substring)> {
        /[A-Z][a-z]{2}, ([0-9]{2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9]{2}:[0-9]{2}:[0-9]{2}) GMT/
    }

    /// `Sunday, 06-Nov-94 08:49:37 GMT`.
    private static var dashed: Regex<(Substring, Substring, Substring, Substring, Substring)> {
        /[A-Z][a-z]+, ([0-9]{2})-([A-Z][a-z]{2})-([0-9]{2}) ([0-9]{2}:[0-9]{2}:[0-9]{2}) GMT/
    }

    /// `Sun Nov  6 08:49:37 1994`.
    private static var asctime: Regex<(Substring, Substring, Substring, Substring, Substring)> {
        /[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ 0-9][0-9]) ([0-9]{2}:[0-9]{2}:[0-9]{2}) ([0-9]{4})/
    }
}
