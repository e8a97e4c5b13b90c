import Domain
import Foundation
import Storage
import Testing

@testable import Hopdrink

/// The number of people who came, which stays when names are erased. The first meetup ends at 20:00 UTC.
struct RecordAttendanceTests {
    private let site: TestSite

    init() async throws {
        site = try await TestSite()
        try await site.join("ada@example.org", bringing: 2)
        try await site.join("bob@example.org")
        try await site.join("eve@example.org")
        try await site.cancel("eve@example.org")
        try await site.ask("zoe@example.org")
    }

    private var recordAttendance: RecordAttendance {
        RecordAttendance(database: site.database)
    }

    private func past() async throws -> [Int?] {
        let tours = try Slug(parsing: "tours")
        let now = site.clock.now
        return try await site.database.read { try $0.meetups.past(in: tours, endedBy: now, limit: 6) }.map(\.headCount)
    }

    @Test func `guests who were going are counted once the meetup is over`() async throws {
        try site.clock.move(to: "2026-12-10T19:59:59Z")
        try await recordAttendance()
        #expect(try await past().isEmpty)
        try site.clock.move(to: "2026-12-10T20:00:00Z")
        #expect(try await past() == [nil])
        try await recordAttendance()
        #expect(try await past() == [4])
        let city = try await site.visitor.get("/en/tours").markup
        #expect(city.all("li").contains { $0.text.hasSuffix("Thursday 10 December 2026, 19:00 · 4 people") })
    }

    @Test func `number stays when names are erased`() async throws {
        try site.clock.move(to: "2026-12-10T20:00:00Z")
        try await recordAttendance()
        try await site.execute("DELETE FROM rsvps")
        try await recordAttendance()
        #expect(try await past() == [4])
    }

    @Test func `all meetups that ended while the service was down are counted`() async throws {
        try site.clock.move(to: "2027-03-01T12:00:00Z")
        try await recordAttendance()
        #expect(try await past() == [0, 0, 4])
    }

    @Test func `cancelled meetup is neither counted nor shown`() async throws {
        try await site.apply(TestNetwork(series: [TestSeries(cancelled: ["2026-12-10"])]))
        try site.clock.move(to: "2026-12-10T20:00:00Z")
        try await recordAttendance()
        #expect(try await past().isEmpty)
        #expect(try await site.visitor.get("/en/tours").markup[id: "past"] == nil)
    }

    @Test func `several daemons may count at the same time`() async throws {
        try site.clock.move(to: "2027-03-01T12:00:00Z")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 { group.addTask { try await recordAttendance() } }
            try await group.waitForAll()
        }
        #expect(try await past() == [0, 0, 4])
    }
}
