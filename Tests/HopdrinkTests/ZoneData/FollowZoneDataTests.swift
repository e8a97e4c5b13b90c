import Domain
import Foundation
import Storage
import TestZones
import Testing

@testable import Hopdrink

struct FollowZoneDataTests {
    private struct Row: Equatable {
        let start: Int
        let sequence: Int
    }

    private func rows(_ site: TestSite) async throws -> [Row] {
        try await site.database.read { tx in
            try tx.rows("SELECT starts_at, revision_number FROM meetups ORDER BY starts_at").map {
                Row(start: try $0.integer("starts_at"), sequence: try $0.integer("revision_number"))
            }
        }
    }

    private func follow(_ site: TestSite) async throws -> Int {
        try await site.database.write { try FollowZoneData().perform($0) }
    }

    @Test func `meetups keep their local time when the rules of their zone change`() async throws {
        let site = try await TestSite()
        let made = try await rows(site)
        #expect(try await follow(site) == 0)
        // These are times by former rules, with clocks an hour ahead in January.
        try await site.execute(
            "UPDATE meetups SET starts_at = starts_at - 3600, ends_at = ends_at - 3600 WHERE starts_at > 1798761600"
        )
        #expect(try await follow(site) == 0)
        try await site.execute("UPDATE zone_rules SET fingerprint = 'another'")
        let moved = try await follow(site)
        #expect(moved == made.count - 1 && moved > 2)
        #expect(try await rows(site).map(\.start) == made.map(\.start))
        #expect(try await rows(site).map(\.sequence) == [made[0].sequence] + made.dropFirst().map { $0.sequence + 1 })
        #expect(try await follow(site) == 0)
    }

    @Test func `new zones are recorded, and meetups are found in batches of any size`() async throws {
        let site = try await TestSite()
        try await site.database.write { try FollowZoneData().remember($0) }
        try await site.execute("UPDATE meetups SET starts_at = starts_at - 3600, ends_at = ends_at - 3600")
        #expect(try await follow(site) == 0)
        let (zone, now) = (try await site.firstMeetup().timeZone, site.clock.now)
        let found = try await site.database.read { tx in
            try [1, 3, 1000].map { try tx.zoneData.meetupsOutOfPlace(in: zone, startingAfter: now, batch: $0) }
        }
        #expect(found[0] == found[1] && found[1] == found[2] && found[0].count > 2)
    }

    @Test func `meetup that has begun stays as it was`() async throws {
        let site = try await TestSite()
        let first = try await firstStart(site)
        site.clock.advance(by: first.timeIntervalSince(site.clock.now) + .hour)
        try await site.execute("UPDATE meetups SET starts_at = starts_at - 1800 WHERE starts_at < 1797000000")
        let before = try await rows(site)
        #expect(try await follow(site) == 0)
        #expect(try await rows(site) == before)
    }

    private func firstStart(_ site: TestSite) async throws -> Date { try await site.firstMeetup().startsAt }
}
