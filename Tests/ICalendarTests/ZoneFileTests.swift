import Foundation
import Testing

@testable import ICalendar

@Suite struct ZoneFileTests {
    @Test func `a damaged file is no zone`() throws {
        let content = try #require(FileManager.default.contents(atPath: TimeZones.directory + "Europe/Paris"))
        let bytes = [UInt8](content)
        #expect(ZoneFile(bytes: bytes) != nil)
        for length in stride(from: 0, to: bytes.count, by: 11) {
            #expect(ZoneFile(bytes: Array(bytes.prefix(length))) == nil)
        }
        for place in Array(0..<100) + Array(stride(from: 100, to: bytes.count, by: 11)) {
            var damaged = bytes
            damaged[place] ^= 0xFF
            // It may still read as a zone; it must not trap.
            _ = ZoneFile(bytes: damaged)?.offset(at: 1_800_000_000)
        }
    }

    @Test func `every known zone can be read`() {
        let zones = [
            "Europe/Paris", "Europe/Kiev", "US/Eastern", "Asia/Calcutta", "Etc/UTC", "UTC", "America/Argentina/Ushuaia",
        ]
        #expect(zones.allSatisfy { ZoneFile(zone: $0)?.rule != nil })
    }
}
