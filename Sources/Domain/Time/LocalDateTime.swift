package import Foundation

/// A date and time in the local time of a city.
package struct LocalDateTime: Hashable, Sendable {
    package let date: LocalDate
    package let time: LocalTime

    package init(_ date: LocalDate, _ time: LocalTime) {
        self.date = date
        self.time = time
    }

    /// Reads `2026-12-10T19:00`; a space may replace the `T`.
    package init(parsing text: String) throws(FieldErrorReason) {
        let parts = text.trimmed.utf8.split(omittingEmptySubsequences: false) { $0 == 0x54 || $0 == 0x20 }
        guard parts.count == 2 else { throw .localDateTime }
        do throws(FieldErrorReason) {
            date = try LocalDate(parsing: String(Substring(parts[0])))
            time = try LocalTime(parsing: String(Substring(parts[1])))
        } catch {
            throw .localDateTime
        }
    }

    /// The local time of `timeZone` at `instant`, without seconds.
    package init(_ instant: Date, in timeZone: Zone) {
        let seconds = instant.wholeSeconds
        self.init(wallSeconds: seconds + timeZone.offset(at: seconds))
    }

    private init(wallSeconds: Int) {
        let day = wallSeconds >= 0 ? wallSeconds / 86_400 : (wallSeconds - 86_399) / 86_400
        let minutes = (wallSeconds - day * 86_400) / 60
        date = LocalDate(dayNumber: day)
        time = LocalTime(minutes: minutes)
    }
}

extension LocalDateTime: CustomStringConvertible {
    package var description: String { "\(date)T\(time)" }
}

extension LocalDateTime {
    private var wallSeconds: Int { date.dayNumber * 86_400 + time.hour * 3_600 + time.minute * 60 }

    /// Returns the instant by RFC 5545 §3.3.5: a time that a clock change skips has the offset from before the change;
    /// of a time that occurs twice, the first is meant.
    package func instant(in timeZone: Zone) -> Date {
        let wall = wallSeconds
        let before = timeZone.offset(at: wall - 86_400)
        let after = timeZone.offset(at: wall + 86_400)
        let isAfter = timeZone.offset(at: wall - before) != before && timeZone.offset(at: wall - after) == after
        return Date(timeIntervalSince1970: TimeInterval(wall - (isAfter ? after : before)))
    }

    package func adding(minutes: Int) -> LocalDateTime {
        LocalDateTime(wallSeconds: wallSeconds + minutes * 60)
    }
}
