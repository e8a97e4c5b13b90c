/// A day of the Gregorian calendar. The arithmetic counts years from March, so that the leap day comes last.
struct CivilDate: Equatable {
    let year: Int
    let month: Int
    let day: Int

    /// The years that iCalendar can write with four digits.
    static let years = 1...9999

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day that is this number of days after 1 January 1970. Exact for the years 0 to 9999.
    init(daysSince1970 days: Int) {
        let shifted = days + Self.daysFromYearZero
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    }

    var daysSince1970: Int {
        let yearFromMarch = month > 2 ? year : year - 1
        let monthFromMarch = (month + 9) % 12
        let leapDays = yearFromMarch / 4 - yearFromMarch / 100 + yearFromMarch / 400
        return 365 * yearFromMarch + leapDays + (153 * monthFromMarch + 2) / 5 + day - 1 - Self.daysFromYearZero
    }

    /// Whether the calendar has this day: 30 February, for example, does not exist.
    var exists: Bool {
        guard Self.years.contains(year), (1...12).contains(month), (1...31).contains(day) else { return false }
        return CivilDate(daysSince1970: daysSince1970) == self
    }

    /// Returns the first (1) to fourth (4) or last (5) such weekday of a month. Sunday is 0.
    static func nth(_ week: Int, weekday: Int, of month: Int, year: Int) -> CivilDate {
        let first = CivilDate(year: year, month: month, day: 1).daysSince1970
        // 1 January 1970 was a Thursday.
        let weekdayOfFirst = (first + 4) % 7
        let date = CivilDate(daysSince1970: first + (weekday - weekdayOfFirst + 7) % 7 + (week - 1) * 7)
        return date.month == month ? date : CivilDate(daysSince1970: date.daysSince1970 - 7)
    }

    /// The number of days from 1 March of the year 0 to 1 January 1970.
    private static let daysFromYearZero = 719_468
}
