import Foundation
import Testing

@testable import ICalendar

@Suite struct WallClockTests {
    @Test(arguments: [
        ("Europe/Paris", "20261210T190000", "20261210T180000"),
        ("Europe/Paris", "20260710T190000", "20260710T170000"),
        ("America/Martinique", "20261210T190000", "20261210T230000"),
        ("Indian/Reunion", "20261210T190000", "20261210T150000"),
        ("Asia/Kolkata", "20261210T190000", "20261210T133000"),
        ("Europe/Paris", "19000101T120000", "19000101T115039"),
        ("Europe/Paris", "20600710T190000", "20600710T170000"),
    ])
    func `a time on the wall means an instant`(zone: String, local: String, utc: String) throws {
        let clock = try #require(WallClock(zone: zone))
        let instant = try #require(clock.instant(of: local))
        #expect(CivilTime(utc: instant)?.text == utc)
        #expect(clock.reading(at: instant) == local)
    }

    @Test(arguments: [
        ("Europe/Paris", "20260329T023000", "20260329T013000"),
        ("America/New_York", "20260308T023000", "20260308T073000"),
        ("Australia/Lord_Howe", "20261004T021500", "20261003T154500"),
        ("Pacific/Apia", "20111230T120000", "20111230T220000"),
    ])
    func `a skipped time counts with the offset before it`(zone: String, local: String, utc: String) throws {
        let clock = try #require(WallClock(zone: zone))
        #expect(clock.instant(of: local).flatMap(CivilTime.init(utc:))?.text == utc)
    }

    @Test(arguments: [
        ("Europe/Paris", "20261025T023000", "20261025T003000"),
        ("America/New_York", "20261101T013000", "20261101T053000"),
        ("Australia/Lord_Howe", "20260405T014500", "20260404T144500"),
    ])
    func `a time that comes twice means the first`(zone: String, local: String, utc: String) throws {
        let clock = try #require(WallClock(zone: zone))
        #expect(clock.instant(of: local).flatMap(CivilTime.init(utc:))?.text == utc)
    }

    @Test(arguments: [
        "Europe/Paris", "America/New_York", "Australia/Sydney", "America/Santiago", "Asia/Tokyo", "Africa/Cairo",
    ])
    func `the system and Foundation agree on zones that did not change lately`(zone: String) throws {
        let clock = try #require(WallClock(zone: zone))
        let foundation = try #require(TimeZone(identifier: zone))
        for day in 0..<1_500 {
            let instant = Date(timeIntervalSince1970: 1_767_225_600 + Double(day) * 90_000)
            #expect(clock.offset(at: instant) == foundation.secondsFromGMT(for: instant))
        }
    }

    @Test func `what is no time or no instant has no answer`() throws {
        let clock = try #require(WallClock(zone: "Europe/Paris"))
        #expect(clock.instant(of: "20260230T190000") == nil)
        #expect(clock.reading(at: .distantFuture.addingTimeInterval(1e12)) == nil)
        #expect(clock.reading(at: Date(timeIntervalSince1970: .nan)) == nil)
    }
}
