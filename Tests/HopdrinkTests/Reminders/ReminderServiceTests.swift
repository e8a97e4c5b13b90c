import Domain
import Foundation
import Storage
import Testing

@testable import Hopdrink

/// One reminder in time for everyone who is going, or a line that says why not.
struct ReminderServiceTests {
    private func site(_ reminders: String = "24h") async throws -> TestSite {
        let site = try await TestSite(Self.network(reminders))
        try await site.join("ada@example.org")
        site.relay.forget()
        return site
    }

    private static func network(_ reminders: String, _ change: (inout TestSeries) -> Void = { _ in }) -> TestNetwork {
        var series = TestSeries()
        series.terms.reminders = reminders
        change(&series)
        return TestNetwork(series: [series])
    }

    private func remind(_ site: TestSite, at instant: String) async throws {
        try site.clock.move(to: instant)
        try await site.reminderService.queueDue()
        try await site.deliver()
    }

    @Test func `a reminder comes when it is due, and once`() async throws {
        let site = try await site()
        try await remind(site, at: "2026-12-09T17:59:59Z")
        #expect(site.relay.letters.isEmpty)
        for instant in ["2026-12-09T18:00:00Z", "2026-12-09T18:00:05Z", "2026-12-09T23:00:00Z", "2026-12-10T17:59:00Z"]
        {
            try await remind(site, at: instant)
        }
        #expect(site.relay.kinds(to: "ada@example.org") == [.reminder])
        #expect(site.relay.letters[0].plain.contains("La Cave, le caveau"))
    }

    @Test func `every offset has its reminder`() async throws {
        let site = try await site("7d, 24h, 1h")
        for instant in ["2026-12-03T18:00:00Z", "2026-12-09T18:00:00Z", "2026-12-10T17:00:00Z", "2026-12-10T17:59:00Z"]
        {
            try await remind(site, at: instant)
        }
        #expect(site.relay.kinds(to: "ada@example.org") == [.reminder, .reminder, .reminder])
    }

    @Test func `of several that fell due together only the newest comes`() async throws {
        let site = try await site("48h, 24h")
        try await remind(site, at: "2026-12-09T18:01:00Z")
        #expect(site.relay.kinds(to: "ada@example.org") == [.reminder])
        #expect(try await site.letterRows().filter { $0.kind == "reminder" }.map(\.state) == ["sent"])
    }

    @Test func `who joined later gets none, and who joined earlier does`() async throws {
        let site = try await site("24h, 1h")
        try site.clock.move(to: "2026-12-09T18:00:01Z")
        try await site.join("bob@example.org")
        try await remind(site, at: "2026-12-09T18:01:00Z")
        #expect(!site.relay.kinds(to: "bob@example.org").contains(.reminder))
        #expect(site.relay.kinds(to: "ada@example.org") == [.reminder])
        try await remind(site, at: "2026-12-10T17:00:00Z")
        #expect(site.relay.kinds(to: "bob@example.org").last == .reminder)
    }

    @Test func `who moved up after it was due gets none`() async throws {
        let site = try await TestSite(Self.network("24h") { $0.terms.capacity = 1 })
        try await site.join("ada@example.org")
        try await site.join("bob@example.org")
        try site.clock.move(to: "2026-12-09T19:00:00Z")
        try await site.cancel("ada@example.org")
        try await remind(site, at: "2026-12-09T19:01:00Z")
        #expect(site.relay.kinds(to: "bob@example.org") == [.confirm, .waiting, .promoted])
        #expect(!site.relay.kinds(to: "ada@example.org").contains(.reminder))
    }

    @Test func `nobody is reminded who waits, has not confirmed, or cancelled`() async throws {
        let site = try await TestSite(Self.network("24h") { $0.terms.capacity = 1 })
        try await site.join("ada@example.org")
        try await site.cancel("ada@example.org")
        site.clock.advance(by: .minute)
        try await site.join("eve@example.org")
        try await site.join("bob@example.org")
        try site.clock.move(to: "2026-12-09T17:30:00Z")
        try await site.ask("cleo@example.org")
        try await site.deliver()
        site.relay.forget()
        try await remind(site, at: "2026-12-09T18:00:00Z")
        #expect(site.relay.letters.map(\.recipient) == ["eve@example.org"])
    }

    @Test func `a cancelled evening is not reminded of`() async throws {
        let site = try await site()
        try await site.apply(Self.network("24h") { $0.cancelled = ["2026-12-10"] })
        try await remind(site, at: "2026-12-09T18:00:00Z")
        #expect(site.relay.kinds(to: "ada@example.org") == [.cancelled])
    }

    @Test func `an evening that is called off between the reminder's making and its leaving sends none`() async throws {
        let site = try await site()
        try site.clock.move(to: "2026-12-09T18:00:00Z")
        try await site.reminderService.queueDue()
        site.clock.advance(by: 1)
        try await site.apply(Self.network("24h") { $0.cancelled = ["2026-12-10"] })
        try await site.deliver()
        #expect(site.relay.kinds(to: "ada@example.org") == [.cancelled])
        #expect(try await site.letterRows().filter { $0.kind == "reminder" }.map(\.state) == ["withdrawn"])
    }

    @Test func `an evening that moves is reminded of at its new time, once`() async throws {
        let site = try await TestSite(TestNetwork(series: [], oneOffs: [TestOneOff(start: "2026-12-10T19:00")]))
        try await site.join("ada@example.org")
        try await remind(site, at: "2026-12-09T18:00:00Z")
        try await site.apply(TestNetwork(series: [], oneOffs: [TestOneOff(start: "2026-12-17T20:00")]))
        site.relay.forget()
        for instant in ["2026-12-10T18:00:00Z", "2026-12-16T18:59:00Z", "2026-12-16T19:00:00Z", "2026-12-16T19:05:00Z"]
        {
            try await remind(site, at: instant)
        }
        #expect(site.relay.kinds(to: "ada@example.org") == [.changed, .reminder])
    }

    @Test func `a new title or room of the same evening brings no second reminder`() async throws {
        let site = try await site()
        try await remind(site, at: "2026-12-09T18:00:00Z")
        site.clock.advance(by: .minute)
        try await site.apply(Self.network("24h") { $0.terms.room = "upstairs" })
        try await remind(site, at: "2026-12-09T18:05:00Z")
        #expect(site.relay.kinds(to: "ada@example.org") == [.reminder, .changed])
    }

    @Test func `after an outage a reminder that is too late is written down, not sent`() async throws {
        let site = try await site()
        try await remind(site, at: "2026-12-10T06:00:00Z")
        try await remind(site, at: "2026-12-10T06:00:05Z")
        #expect(site.relay.letters.isEmpty)
        let rows = try await site.letterRows().filter { $0.kind == "reminder" }
        #expect(rows.map(\.state) == ["expired"])
        let listed = try await site.control.get("/letters").json["letters"]?.list ?? []
        #expect(listed.map { $0["kind"]?.text } == ["reminder"])
        #expect(listed.map { $0["reason"]?.text } == ["it was due while the daemon was not running"])
    }

    @Test func `after a short outage the reminder still comes`() async throws {
        let site = try await site()
        try await remind(site, at: "2026-12-10T05:59:59Z")
        #expect(site.relay.kinds(to: "ada@example.org") == [.reminder])
    }

    @Test func `a reminder that the relay does not take in time is written down`() async throws {
        let site = try await site("1h")
        site.relay.willAnswer(.later)
        try await remind(site, at: "2026-12-10T17:00:00Z")
        try await remind(site, at: "2026-12-10T17:30:00Z")
        #expect(site.relay.letters.count == 1)
        #expect(try await site.letterRows().last?.state == "expired")
    }

    @Test func `who answered just before it fell due and was written down just after has it`() async throws {
        let site = try await site()
        try await remind(site, at: "2026-12-09T18:00:00Z")
        try site.clock.move(to: "2026-12-09T17:59:59Z")
        try await site.join("bob@example.org")
        site.relay.forget()
        try await remind(site, at: "2026-12-09T18:00:05Z")
        #expect(site.relay.kinds(to: "bob@example.org") == [.reminder])
    }

    @Test func `a meetup is looked at again only when its next reminder falls due`() async throws {
        let site = try await site("24h, 1h")
        let first = try await site.firstMeetup().id
        for (instant, found) in [
            ("2026-12-09T17:59:59Z", []), ("2026-12-09T18:00:00Z", [first]), ("2026-12-09T18:00:59Z", [first]),
            ("2026-12-09T18:01:00Z", [first]), ("2026-12-09T18:01:01Z", []), ("2026-12-10T16:59:59Z", []),
            ("2026-12-10T17:00:00Z", [first]), ("2026-12-10T17:01:00Z", [first]), ("2026-12-10T17:01:01Z", []),
        ] {
            try site.clock.move(to: instant)
            let now = site.clock.now
            #expect(try await site.database.read { try $0.meetupsToRemind(at: now).map(\.id) } == found, "\(instant)")
            try await site.reminderService.queueDue()
        }
    }

    @Test func `a series without reminders sends none`() async throws {
        let site = try await site("")
        try await remind(site, at: "2026-12-10T17:59:00Z")
        #expect(site.relay.letters.isEmpty)
    }
}
