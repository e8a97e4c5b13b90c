import Domain
import Foundation
import HTTPTypes
import ICalendar
import Mail
import Storage
import TestZones
import Testing

@testable import Hopdrink

struct StatusRoutesTests {
    private func status(of site: TestSite) async throws -> Status {
        let answer = try await site.control.get("/status")
        #expect(answer.status == .ok)
        return try JSONDecoder().decode(Status.self, from: Data(answer.bytes))
    }

    @Test func `status has the release, the start and the resources of the daemon`() async throws {
        let site = try await TestSite()
        site.clock.advance(by: .hour)
        let status = try await status(of: site)
        #expect(status.version == Release.version)
        #expect(status.startedAt == "2026-12-01T12:00:00Z" && status.uptimeSeconds == 3_600)
        #expect(status.database.engine == (site.database.isShared ? "PostgreSQL" : "SQLite"))
        #expect(status.database.schema == Schema.migrations.count)
        #expect(try await site.database.read { try $0.status.migrations() }.last == status.database.migration)
        #expect(status.zoneData.path == TestZones.world.path)
        #expect(status.zoneData.version == TestZones.world.directory.version)
        #expect(!status.needsAttention)
    }

    @Test func `emails are counted by what they wait for, and by outcome`() async throws {
        let site = try await TestSite()
        try await site.join("ada@example.org")
        let sent = try await status(of: site).emails
        #expect(sent.due == 0 && sent.waiting == 0 && sent.oldestDue == nil && sent.ended == ["sent": 2])
        try await site.ask("bob@example.org")
        site.clock.advance(by: 60)
        let due = try await status(of: site).emails
        #expect(due.due == 1 && due.waiting == 0 && due.oldestDue == "2026-12-01T12:00:00Z")
        try await site.execute("UPDATE letters SET next_at = next_at + 3600 WHERE settled_at IS NULL")
        #expect(try await status(of: site).emails.waiting == 1)
        site.clock.advance(by: 8 * .day)
        #expect(try await status(of: site).emails.ended == [:])
    }

    @Test func `email behind another to the same recipient is not due`() async throws {
        let site = try await TestSite()
        try await site.ask("ada@example.org")
        try await site.execute(
            """
            UPDATE letters SET state = 'uncertain', is_uncertain = 1, next_at = next_at + 3600
            WHERE settled_at IS NULL
            """
        )
        site.clock.advance(by: .hour / 2)
        try await site.ask("ada@example.org")
        let emails = try await status(of: site).emails
        #expect(emails.due == 0 && emails.waiting == 2 && emails.oldestDue == nil)
    }

    @Test func `overdue and uncertain emails need attention`() async throws {
        let site = try await TestSite()
        try await site.ask("ada@example.org")
        site.clock.advance(by: 11 * 60)
        let late = try await status(of: site)
        #expect(late.needsAttention && late.results.map(\.level).filter { $0 != .ok } == [.warning])
        try await site.execute("UPDATE letters SET state = 'uncertain', settled_at = 0, is_uncertain = 1")
        let uncertain = try await status(of: site)
        #expect(uncertain.needsAttention && uncertain.emails.ended == ["uncertain": 1])
    }

    @Test func `status is closed to visitors and contains no address`() async throws {
        let site = try await TestSite()
        try await site.ask("ada@example.org")
        #expect(try await site.visitor.get("/status").status != .ok)
        #expect(try await !site.control.get("/status").text.contains("@"))
    }

    @Test func `relay that refuses all our emails needs attention`() async throws {
        let site = try await TestSite()
        let relay = Relay(name: "main", transports: [site.relay], now: site.now, logger: site.logger)
        let control = Visitor(site.app { $1.relays = [relay] }.controlRouter())
        try await site.ask("ada@example.org")
        let reply = SMTPReply(code: 550, status: "5.7.1", text: "5.7.1 <ada@example.org> is not you")
        site.relay.willAnswer(.relayUnavailable(reply))
        let letter = try #require(try await site.outbox.claim(1).first)
        let lane = [relay].lanes(now: site.now)[0]
        _ = try await site.outbox.deliver(letter, by: lane)
        let listed = try await control.get("/status").json["relays"]?.list?.first
        #expect(listed?["state"]?.text == "paused" && listed?["reason"]?.text == "it said 550 5.7.1 … is not you")
        let answer = try await control.get("/status")
        let status = try JSONDecoder().decode(Status.self, from: Data(answer.bytes))
        #expect(status.needsAttention && status.relays?.first?.name == "main")
        #expect(status.results.contains { $0.level == .problem && $0.sentence.contains("550") })
    }
}
