import Domain
import Foundation
import Testing

struct LocalDateTests {
    @Test func `every day from 1900 to 2100 agrees with Foundation's calendar`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let first = try LocalDate(parsing: "1900-01-01").dayNumber
        let last = try LocalDate(parsing: "2100-12-31").dayNumber
        #expect(last - first == 73_413)
        for number in first...last {
            let instant = Date(timeIntervalSince1970: TimeInterval(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: instant)
            let date = LocalDate(dayNumber: number)
            let weekday = Weekday.allCases[((parts.weekday ?? 0) + 5) % 7]
            guard date.year == parts.year, date.month == parts.month, date.day == parts.day, date.weekday == weekday,
                date.dayNumber == number
            else {
                Issue.record("day \(number) is not \(date)")
                return
            }
        }
    }

    @Test(arguments: [
        ("2026-12-10", "2026-12-10"), (" 2026-12-10\r\n", "2026-12-10"), ("2024-02-29", "2024-02-29"),
        ("2000-02-29", "2000-02-29"), ("1900-01-01", "1900-01-01"), ("9999-12-31", "9999-12-31"),
    ])
    func `date is read`(text: String, date: String) throws {
        #expect(try LocalDate(parsing: text).description == date)
    }

    @Test(arguments: [
        "", "2026-12", "2026-12-1", "2026-1-01", "26-12-10", "12026-12-10", "2026-13-01", "2026-00-10", "2026-12-00",
        "2026-12-32", "2026-02-29", "1900-02-29", "2026-12-10T", "2026-12-10x", "2026-12-10-", "2026/12/10",
        "20261210", "-026-12-10", "+026-12-10", "1899-12-31", "٢٠٢٦-١٢-١٠", "２０２６-12-10", "2026-12-1\u{0660}",
        "2026-12-10\u{301}", "2026‐12‐10",
    ])
    func `text of another form is not a date`(text: String) {
        #expect(throws: FieldErrorReason.date) { try LocalDate(parsing: text) }
    }

    @Test(arguments: [
        ("2026-12-10", 1, "2026-12-11"), ("2026-12-31", 1, "2027-01-01"), ("2024-02-28", 1, "2024-02-29"),
        ("2023-02-28", 1, "2023-03-01"), ("2024-03-01", -1, "2024-02-29"), ("1970-01-01", -1, "1969-12-31"),
        ("2026-12-10", 365, "2027-12-10"),
    ])
    func `days are added across months and years`(text: String, days: Int, sum: String) throws {
        #expect(try LocalDate(parsing: text).adding(days: days).description == sum)
    }

    @Test func `dates are ordered by year, month and day`() throws {
        let texts = ["2025-12-31", "2026-01-31", "2026-02-01", "2026-02-02"]
        let dates = try texts.map { try LocalDate(parsing: $0) }
        #expect(dates.reversed().sorted() == dates)
    }

    @Test(arguments: zip([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]))
    func `months have their length`(month: Int, length: Int) {
        #expect(LocalDate.length(ofMonth: month, in: 2026) == length)
    }

    @Test(arguments: [(2024, 29), (2026, 28), (2000, 29), (1900, 28), (2100, 28)])
    func `February is longer in leap years`(year: Int, length: Int) {
        #expect(LocalDate.length(ofMonth: 2, in: year) == length)
    }

    @Test func `number is padded with zeros and never cut`() {
        #expect([7.padded(2), 0.padded(2), 2026.padded(2)] == ["07", "00", "2026"])
    }
}
