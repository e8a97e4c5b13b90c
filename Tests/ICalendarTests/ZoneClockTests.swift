import Foundation
import Testing

@testable import ICalendar

@Suite struct ZoneClockTests {
    @Test(arguments: [
        ("Europe/Paris", "20261210T180000", 3_600), ("Europe/Paris", "20260710T170000", 7_200),
        ("America/Martinique", "20261210T230000", -14_400), ("Indian/Reunion", "20261210T150000", 14_400),
        ("Asia/Kolkata", "20261210T133000", 19_800), ("Europe/Paris", "19000101T115039", 561),
        ("Europe/Paris", "20600710T170000", 7_200), ("Australia/Lord_Howe", "20261003T152959", 37_800),
        ("Australia/Lord_Howe", "20261003T153000", 39_600), ("Pacific/Apia", "20111230T095959", -36_000),
        ("Pacific/Apia", "20111230T100000", 50_400),
    ])
    func `clocks are so far ahead of Greenwich`(zone: String, utc: String, offset: Int) throws {
        let clock = try #require(ZoneClock(zone: zone))
        #expect(clock.offset(at: try #require(CivilTime(utc)).secondsSince1970) == offset)
    }

    @Test(arguments: [
        "Europe/Paris", "America/New_York", "Australia/Sydney", "America/Santiago", "Asia/Tokyo", "Africa/Cairo",
    ])
    func `the system and Foundation agree on zones that did not change lately`(zone: String) throws {
        let clock = try #require(ZoneClock(zone: zone))
        let foundation = try #require(TimeZone(identifier: zone))
        for day in 0..<1_500 {
            let instant = 1_767_225_600 + day * 90_000
            let date = Date(timeIntervalSince1970: TimeInterval(instant))
            #expect(clock.offset(at: instant) == foundation.secondsFromGMT(for: date))
        }
    }
}
