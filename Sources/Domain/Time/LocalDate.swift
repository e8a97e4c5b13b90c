/// A calendar date without a time zone.
package struct LocalDate: Hashable, Sendable {
    package let year: Int
    package let month: Int
    package let day: Int

    package init?(year: Int, month: Int, day: Int) {
        guard (1900...9999).contains(year), (1...12).contains(month) else { return nil }
        guard (1...Self.length(ofMonth: month, in: year)).contains(day) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2026-12-10`.
    package init(parsing text: String) throws(FieldErrorReason) {
        let parts = text.trimmed.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2] else { throw .date }
        let numbers = parts.compactMap { digits($0) }
        guard numbers.count == 3, let date = LocalDate(year: numbers[0], month: numbers[1], day: numbers[2]) else {
            throw .date
        }
        self = date
    }

    package static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension LocalDate: Comparable {
    package static func < (left: LocalDate, right: LocalDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension LocalDate: CustomStringConvertible {
    package var description: String { "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))" }
}

extension LocalDate {
    /// The number of days since 1970-01-01 in the proleptic Gregorian calendar. Months are counted from March, so that
    /// the leap day is the last day of a year.
    package var dayNumber: Int {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        let daysBeforeYear = marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400
        let daysBeforeMonth = (153 * marchMonth + 2) / 5
        return daysBeforeYear + daysBeforeMonth + day - 1 - 719_468
    }

    package init(dayNumber: Int) {
        let days = dayNumber + 719_468
        var marchYear = (days * 400 + 1_460) / 146_097
        if Self.daysBefore(marchYear: marchYear) > days { marchYear -= 1 }
        let dayOfYear = days - Self.daysBefore(marchYear: marchYear)
        let marchMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = month > 2 ? marchYear : marchYear + 1
    }

    private static func daysBefore(marchYear: Int) -> Int {
        marchYear * 365 + marchYear / 4 - marchYear / 100 + marchYear / 400
    }

    package func adding(days: Int) -> LocalDate {
        LocalDate(dayNumber: dayNumber + days)
    }

    package var weekday: Weekday {
        Weekday.allCases[(dayNumber % 7 + 7 + 3) % 7]
    }
}

extension Int {
    /// Returns the number with at least `width` digits.
    package func padded(_ width: Int) -> String {
        let text = String(self)
        return String(repeating: "0", count: Swift.max(0, width - text.utf8.count)) + text
    }
}

/// Returns the number if the text consists only of ASCII digits, otherwise nil.
package func digits(_ text: some Collection<UInt8>) -> Int? {
    guard !text.isEmpty, text.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
    return Int(String(decoding: text, as: UTF8.self))
}
