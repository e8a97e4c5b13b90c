import Foundation
import TestZones
import Testing

@testable import ICalendar

@Suite struct ZoneFileTests {
    @Test func `a truncated file is not a zone, and a damaged file causes no crash`() throws {
        let content = try #require(FileManager.default.contents(atPath: TestZones.world.path + "/Europe/Paris"))
        let bytes = [UInt8](content)
        #expect(ZoneFile(bytes: bytes) != nil)
        for length in stride(from: 0, to: bytes.count, by: 11) {
            #expect(ZoneFile(bytes: Array(bytes.prefix(length))) == nil)
        }
        for place in Array(0..<100) + Array(stride(from: 100, to: bytes.count, by: 11)) {
            var damaged = bytes
            damaged[place] ^= 0xFF
            // The file may still be readable as a zone, but it must not crash the process.
            _ = ZoneFile(bytes: damaged)?.offset(at: 1_800_000_000)
        }
    }

    @Test func `every known zone can be read`() {
        let zones = [
            "Europe/Paris", "Europe/Kiev", "US/Eastern", "Asia/Calcutta", "Etc/UTC", "UTC", "America/Argentina/Ushuaia",
        ]
        #expect(zones.allSatisfy { TestZones.world.directory.file(of: $0)?.rule != nil })
    }

    @Test(arguments: [
        ("Europe/Paris", "19970101T000000", true), ("Europe/Paris", "19950101T000000", false),
        ("America/New_York", "20080101T000000", true), ("America/New_York", "20060601T000000", false),
        ("Europe/Moscow", "20141101T000000", true), ("Europe/Moscow", "20140601T000000", false),
        ("Asia/Kolkata", "20260101T000000", true), ("Africa/Casablanca", "20190101T000000", false),
    ])
    func `a rule describes only the time since its law began`(zone: String, since: String, holds: Bool) throws {
        let file = try #require(TestZones.world.directory.file(of: zone))
        let instant = try #require(CivilTime(since)?.secondsSince1970)
        #expect((file.rule(holdingSince: instant) != nil) == holds)
    }
}
