import Foundation
import Testing

@testable import ICalendar

@Suite struct CivilTimeTests {
    @Test(arguments: ["20261210T190000", "00010101T000000", "99991231T235959", "20240229T000000", "20000229T120000"])
    func `a time is parsed and written in iCalendar's form`(text: String) throws {
        let time = try #require(CivilTime(text))
        #expect(time.text == text)
        #expect(CivilTime(secondsSince1970: time.secondsSince1970) == time)
    }

    @Test(arguments: [
        "", "20261210", "20261210T19000", "20261210T190000Z", "20261210t190000", "2026-12-10T1900", "20261210T19:000",
        "20260230T190000", "20230229T190000", "21000229T190000", "20261301T190000", "20260001T190000",
        "20260100T190000",
        "20261210T240000", "20261210T196000", "20261210T190060", "00000101T000000", "+2026121T190000", "２０２６T190000",
    ])
    func `an impossible time is refused`(text: String) {
        #expect(CivilTime(text) == nil)
    }

    @Test func `every day has the number that Foundation computes`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for day in stride(from: -130_000, to: 300_000, by: 61) {
            let date = CivilDate(daysSince1970: day)
            let expected = calendar.dateComponents(
                [.year, .month, .day],
                from: Date(timeIntervalSince1970: TimeInterval(day) * 86_400)
            )
            #expect(date == CivilDate(year: expected.year ?? 0, month: expected.month ?? 0, day: expected.day ?? 0))
            #expect(date.daysSince1970 == day)
        }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e30, 253_402_300_800, -62_135_596_801])
    func `an instant outside the years 1 to 9999 has no civil time`(seconds: Double) {
        #expect(CivilTime(utc: Date(timeIntervalSince1970: seconds)) == nil)
    }

    @Test(arguments: [
        (1, 4, 10, 2026, 1), (2, 4, 11, 2026, 12), (5, 0, 3, 2026, 29), (5, 0, 10, 2026, 25), (5, 4, 2, 2028, 24),
        (4, 1, 2, 2027, 22),
    ])
    func `the nth weekday of a month is found`(week: Int, weekday: Int, month: Int, year: Int, day: Int) {
        #expect(CivilDate.nth(week, weekday: weekday, of: month, year: year).day == day)
    }
}
