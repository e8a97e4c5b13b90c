import Foundation

/// A local time without a zone, to the second.
struct CivilTime: Equatable {
    let date: CivilDate
    let secondOfDay: Int

    init(date: CivilDate, secondOfDay: Int) {
        self.date = date
        self.secondOfDay = secondOfDay
    }

    /// Creates the UTC time of an instant. Returns nil outside the years 1 to 9999.
    init?(secondsSince1970 seconds: Int) {
        guard Self.representable.contains(seconds) else { return nil }
        let secondOfDay = (seconds % 86_400 + 86_400) % 86_400
        self.init(date: CivilDate(daysSince1970: (seconds - secondOfDay) / 86_400), secondOfDay: secondOfDay)
    }

    init?(utc date: Date) {
        guard let seconds = Int(exactly: date.timeIntervalSince1970.rounded(.down)) else { return nil }
        self.init(secondsSince1970: seconds)
    }

    /// Parses `20261210T190000`. Returns nil for any other form or a day that does not exist: libical would accept 30
    /// February.
    init?(_ text: String) {
        guard text.utf8.count == 15 else { return nil }
        var (day, clock) = (0, 0)
        for (place, byte) in text.utf8.enumerated() {
            switch (place, Int(byte) - 0x30) {
            case (8, _): guard byte == UInt8(ascii: "T") else { return nil }
            case (..<8, let digit) where (0...9).contains(digit): day = day * 10 + digit
            case (_, let digit) where (0...9).contains(digit): clock = clock * 10 + digit
            default: return nil
            }
        }
        let date = CivilDate(year: day / 10_000, month: day / 100 % 100, day: day % 100)
        let (hour, minute, second) = (clock / 10_000, clock / 100 % 100, clock % 100)
        guard date.exists, hour < 24, minute < 60, second < 60 else { return nil }
        self.init(date: date, secondOfDay: (hour * 60 + minute) * 60 + second)
    }

    /// The seconds since 1970 if this time is in UTC.
    var secondsSince1970: Int { date.daysSince1970 * 86_400 + secondOfDay }

    var hour: Int { secondOfDay / 3_600 }
    var minute: Int { secondOfDay / 60 % 60 }
    var second: Int { secondOfDay % 60 }

    /// The time in iCalendar's form, `20261210T190000`.
    var text: String {
        let day = (date.year * 100 + date.month) * 100 + date.day
        let clock = (hour * 100 + minute) * 100 + second
        // A leading 1, which is then dropped, keeps the leading zeros.
        return "\(100_000_000 + day)".dropFirst() + "T" + "\(1_000_000 + clock)".dropFirst()
    }

    /// From the first second of the year 1 to the last of 9999.
    private static let representable = -62_135_596_800..<253_402_300_800
}
