import Domain
import Foundation
import Storage
import TestZones
import Testing

@testable import Hopdrink

struct CheckZoneDataTests {
    private static let law = """
        Rule EU 1996 max - Mar lastSun 1:00u 1:00 S
        Rule EU 1996 max - Oct lastSun 1:00u 0 -
        Zone Europe/Paris 1:00 EU CE%sT
        """
    /// Permanent summer time, as was once proposed.
    private static let abolished = law + " 2027 Apr 1\n2:00 - EET"

    @Test func `changes in the newest data are found, with the number of meetups that would move`() async throws {
        let used = try ZoneFolder(Self.law, version: "2125a")
        let newer = try ZoneFolder(Self.abolished, version: "2125c")
        let old = try ZoneFolder("Zone Europe/Paris 5:00 - XXT", version: "2124a")
        let site = try await TestSite(weeksAhead: 52)
        let instant = site.clock.now
        let check = CheckZoneData(used.directory, folders: [old.path, newer.path, "/nonexistent"], knowsOthers: false)
        let found = try await site.database.read { tx in
            try check.perform(zones: tx.zoneData.networkZones(), tx)
        }
        #expect(found.newest == ZoneDataCheck.Newest(version: "2125c", place: newer.path))
        // The second Thursday of November 2027 is the first meetup in the abolished winter time.
        #expect(
            found.changes == [
                ZoneDataCheck.Change(
                    zone: "Europe/Paris", from: try Date("2027-10-31T01:00:00Z", strategy: .iso8601), meetups: 1)
            ])
        #expect(check.perform(zones: ["Europe/Paris"], at: instant).changes.map(\.meetups) == [nil])
        #expect(check.perform(zones: ["Test/Nowhere"], at: instant).changes.isEmpty)
    }

    @Test func `older data are ignored, and equal data change nothing`() throws {
        let used = try ZoneFolder(Self.law, version: "2125c")
        let old = try ZoneFolder(Self.abolished, version: "2125b")
        let now = try Date("2026-12-01T12:00:00Z", strategy: .iso8601)
        #expect(
            CheckZoneData(used.directory, folders: [old.path], knowsOthers: false).perform(
                zones: ["Europe/Paris"], at: now
            ).newest == nil)
        let new = try ZoneFolder(Self.law, version: "2126a")
        let same = CheckZoneData(used.directory, folders: [new.path], knowsOthers: false).perform(
            zones: ["Europe/Paris"], at: now)
        #expect(same.newest?.version == "2126a" && same.changes.isEmpty)
    }

    @Test func `data updated since the start are the newest`() throws {
        let used = try ZoneFolder(Self.law, version: "2125a")
        let newer = try ZoneFolder(Self.abolished, version: "2125b")
        let now = try Date("2026-12-01T12:00:00Z", strategy: .iso8601)
        let check = CheckZoneData(used.directory, knowsOthers: false)
        #expect(check.perform(zones: ["Europe/Paris"], at: now).newest == nil)
        for file in ["tzdata.zi", "Europe/Paris"] {
            try FileManager.default.removeItem(atPath: "\(used.path)/\(file)")
            try FileManager.default.copyItem(atPath: "\(newer.path)/\(file)", toPath: "\(used.path)/\(file)")
        }
        let found = check.perform(zones: ["Europe/Paris"], at: now)
        #expect(found.newest?.place == used.path && found.changes.map(\.zone) == ["Europe/Paris"])
    }

    @Test func `any other data are newer if the used data have no version`() throws {
        let used = try ZoneFolder(Self.abolished)
        let known = try ZoneFolder(Self.law, version: "2125b")
        let now = try Date("2026-12-01T12:00:00Z", strategy: .iso8601)
        let found = CheckZoneData(used.directory, folders: [known.path], knowsOthers: false).perform(
            zones: ["Europe/Paris"], at: now)
        #expect(found.version == "" && found.newest?.version == "2125b" && found.changes.count == 1)
    }
}
