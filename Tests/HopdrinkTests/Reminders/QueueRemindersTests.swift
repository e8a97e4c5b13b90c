import Domain
import Foundation
import Storage
import Testing

@testable import Hopdrink

/// One reminder in time for everyone who is going, or a record of why there is none.
struct QueueRemindersTests {
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
        try await site.queueReminders()
        try await site.deliver()
    }

    @Test func `reminder is sent once, when it is due`() async throws {
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

    @Test func `only the newest of several due reminders is sent`() async throws {
        let site = try await site("48h, 24h")
        try await remind(site, at: "2026-12-09T18:01:00Z")
        #expect(site.relay.kinds(to: "ada@example.org") == [.reminder])
        #expect(try await site.letterRows().filter { $0.kind == "reminder" }.map(\.state) == ["sent"])
    }

    @Test func `guest who joined after a reminder was due gets only later ones`() async throws {
        let site = try await site("24h, 1h")
        try site.clock.move(to: "2026-12-09T18:00:01Z")
        try await site.join("bob@example.org")
        try await remind(site, at: "2026-12-09T18:01:00Z")
        #expect(!site.relay.kinds(to: "bob@example.org").contains(.reminder))
        #expect(site.relay.kinds(to: "ada@example.org") == [.reminder])
        try await remind(site, at: "2026-12-10T17:00:00Z")
        #expect(site.relay.kinds(to: "bob@example.org").last == .reminder)
    }

    @Test func `guest promoted after a reminder was due does not get it`() async throws {
        let site = try await TestSite(Self.network("24h") { $0.terms.capacity = 1 })
        try await site.join("ada@example.org")
        try await site.join("bob@example.org")
        try site.clock.move(to: "2026-12-09T19:00:00Z")
        try await site.cancel("ada@example.org")
        try await remind(site, at: "2026-12-09T19:01:00Z")
        #expect(site.relay.kinds(to: "bob@example.org") == [.confirm, .waiting, .promoted])
        #expect(!site.relay.kinds(to: "ada@example.org").contains(.reminder))
    }

    @Test func `waiting, unconfirmed and cancelled guests get no reminder`() async throws {
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

    @Test func `cancelled meetup has no reminder`() async throws {
        let site = try await site()
        try await site.apply(Self.network("24h") { $0.cancelled = ["2026-12-10"] })
        try await remind(site, at: "2026-12-09T18:00:00Z")
        #expect(site.relay.kinds(to: "ada@example.org") == [.cancelled])
    }

    @Test func `queued reminder is not sent if the meetup is cancelled`() async throws {
        let site = try await site()
        try site.clock.move(to: "2026-12-09T18:00:00Z")
        try await site.queueReminders()
        site.clock.advance(by: 1)
        try await site.apply(Self.network("24h") { $0.cancelled = ["2026-12-10"] })
        try await site.deliver()
        #expect(site.relay.kinds(to: "ada@example.org") == [.cancelled])
        #expect(try await site.letterRows().filter { $0.kind == "reminder" }.map(\.state) == ["withdrawn"])
    }

    @Test func `moved meetup has one reminder, at its new time`() async throws {
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

    @Test func `change without a new time causes no second reminder`() async throws {
        let site = try await site()
        try await remind(site, at: "2026-12-09T18:00:00Z")
        site.clock.advance(by: .minute)
        try await site.apply(Self.network("24h") { $0.terms.room = "upstairs" })
        try await remind(site, at: "2026-12-09T18:05:00Z")
        #expect(site.relay.kinds(to: "ada@example.org") == [.reminder, .changed])
    }

    @Test func `reminder that is too late after an outage is recorded and not sent`() async throws {
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

    @Test func `reminder is still sent after a short outage`() async throws {
        let site = try await site()
        try await remind(site, at: "2026-12-10T05:59:59Z")
        #expect(site.relay.kinds(to: "ada@example.org") == [.reminder])
    }

    @Test func `reminder that the relay does not accept in time is recorded`() async throws {
        let site = try await site("1h")
        site.relay.willAnswer(.later)
        try await remind(site, at: "2026-12-10T17:00:00Z")
        try await remind(site, at: "2026-12-10T17:30:00Z")
        #expect(site.relay.letters.count == 1)
        #expect(try await site.letterRows().last?.state == "expired")
    }

    @Test func `guest who joined just before a reminder was due, but was stored after, gets it`() async throws {
        let site = try await site()
        try await remind(site, at: "2026-12-09T18:00:00Z")
        try site.clock.move(to: "2026-12-09T17:59:59Z")
        try await site.join("bob@example.org")
        site.relay.forget()
        try await remind(site, at: "2026-12-09T18:00:05Z")
        #expect(site.relay.kinds(to: "bob@example.org") == [.reminder])
    }

    @Test func `meetup is checked again only when its next reminder is due`() async throws {
        let site = try await site("24h, 1h")
        let first = try await site.firstMeetup().id
        for (instant, found) in [
            ("2026-12-09T17:59:59Z", []), ("2026-12-09T18:00:00Z", [first]), ("2026-12-09T18:00:59Z", [first]),
            ("2026-12-09T18:01:00Z", [first]), ("2026-12-09T18:01:01Z", []), ("2026-12-10T16:59:59Z", []),
            ("2026-12-10T17:00:00Z", [first]), ("2026-12-10T17:01:00Z", [first]), ("2026-12-10T17:01:01Z", []),
        ] {
            try site.clock.move(to: instant)
            #expect(try await site.database.read { try $0.meetups.lackingReminders().map(\.id) } == found, "\(instant)")
            try await site.queueReminders()
        }
    }

    @Test func `series without reminders sends none`() async throws {
        let site = try await site("")
        try await remind(site, at: "2026-12-10T17:59:00Z")
        #expect(site.relay.letters.isEmpty)
    }
}
