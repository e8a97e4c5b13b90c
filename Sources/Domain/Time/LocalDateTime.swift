package import Foundation

/// A date and a time on the wall of some city.
package struct LocalDateTime: Hashable, Sendable {
    package let date: LocalDate
    package let time: LocalTime

    package init(_ date: LocalDate, _ time: LocalTime) {
        self.date = date
        self.time = time
    }

    /// Reads `2026-12-10T19:00`; a space may stand for the `T`.
    package init(parsing text: String) throws(Problem) {
        let parts = text.trimmed.utf8.split(omittingEmptySubsequences: false) { $0 == 0x54 || $0 == 0x20 }
        guard parts.count == 2 else { throw .localDateTime }
        do throws(Problem) {
            date = try LocalDate(parsing: String(Substring(parts[0])))
            time = try LocalTime(parsing: String(Substring(parts[1])))
        } catch {
            throw .localDateTime
        }
    }

    /// The wall clock of `timeZone` at `instant`; seconds are cut off.
    package init(_ instant: Date, in timeZone: TimeZone) {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down)) + timeZone.secondsFromGMT(for: instant)
        self.init(wallSeconds: seconds)
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

    /// The instant after RFC 5545 §3.3.5: a time that a change of the clocks skips is read with the offset before the
    /// change, one that comes twice is the first.
    package func instant(in timeZone: TimeZone) -> Date {
        let wall = TimeInterval(wallSeconds)
        let before = timeZone.offset(at: wall - 86_400)
        let after = timeZone.offset(at: wall + 86_400)
        if timeZone.offset(at: wall - before) != before, timeZone.offset(at: wall - after) == after {
            return Date(timeIntervalSince1970: wall - after)
        }
        return Date(timeIntervalSince1970: wall - before)
    }

    package func adding(minutes: Int) -> LocalDateTime {
        LocalDateTime(wallSeconds: wallSeconds + minutes * 60)
    }
}

extension TimeZone {
    fileprivate func offset(at seconds: TimeInterval) -> TimeInterval {
        TimeInterval(secondsFromGMT(for: Date(timeIntervalSince1970: seconds)))
    }

    /// Reads an IANA name such as `Europe/Paris`. `knownTimeZoneIdentifiers` is not asked: it lacks `Asia/Kolkata`.
    package init(parsing text: String) throws(Problem) {
        let written = text.trimmed
        let name = written == "UTC" ? "Etc/UTC" : written
        guard name.utf8.contains(UInt8(ascii: "/")), name.utf8.allSatisfy({ $0 < 0x80 }),
            let timeZone = TimeZone(identifier: name)
        else { throw .timeZone }
        self = timeZone
    }

    /// The offset from UTC as `+01:00`.
    package func offsetText(at instant: Date) -> String {
        let minutes = secondsFromGMT(for: instant) / 60
        let size = abs(minutes)
        return "\(minutes < 0 ? "-" : "+")\((size / 60).padded(2)):\((size % 60).padded(2))"
    }
}
