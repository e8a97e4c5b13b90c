import Domain
import Foundation
import HTTPTypes
import Mail
import Storage
import Testing

@testable import Hopdrink

/// The way of a letter: claimed, checked, frozen, sent, written down.
struct OutboxTests {
    private let site: TestSite
    private static let ada = "ada@example.org"

    /// Ada has asked for a place; her letter waits.
    init() async throws {
        site = try await TestSite()
        try await site.ask(Self.ada)
    }

    private var rows: [TestSite.LetterRow] {
        get async throws { try await site.letterRows() }
    }

    private var row: TestSite.LetterRow {
        get async throws { try #require(try await rows.last) }
    }

    private func deliver(_ answers: Delivery) async throws {
        site.relay.willAnswer(answers)
        try await site.deliver()
    }

    @Test func `a letter is leased to one who asks, until the lease runs out`() async throws {
        let other = Outbox(
            database: site.database, composer: LetterComposer(pages: site.pages, sender: site.rules.sender),
            owner: .new(at: site.clock.now), now: site.now
        )
        let first = try await site.outbox.claim(9)
        #expect(first.count == 1)
        #expect(try await other.recover() == 0)
        #expect(try await other.claim(9).isEmpty)
        site.clock.advance(by: 21 * .minute)
        #expect(try await other.recover() == 0)
        let second = try await other.claim(9)
        #expect(second.map(\.id) == first.map(\.id))
        #expect(try await site.outbox.deliver(first[0], by: site.relay) == nil)
        #expect(site.relay.letters.isEmpty)
        #expect(try await other.deliver(second[0], by: site.relay) != nil)
        #expect(site.relay.letters.count == 1)
    }

    @Test func `a letter that one daemon claims twice, because it lay too long, is sent once`() async throws {
        let first = try await site.outbox.claim(1)
        site.clock.advance(by: .minute + 1)
        _ = try await site.outbox.recover()
        let second = try await site.outbox.claim(1)
        #expect(second.map(\.id) == first.map(\.id))
        _ = try await site.outbox.deliver(second[0], by: site.relay)
        #expect(try await site.outbox.deliver(first[0], by: site.relay) == nil)
        #expect(site.relay.letters.count == 1)
    }

    @Test func `a letter that was taken is sent once, and only its outcome is kept`() async throws {
        try await site.deliver()
        try await site.deliver()
        #expect(site.relay.letters.count == 1)
        #expect(try await row.state == "sent")
        #expect(try await row.reply == "250 2.0.0 Ok: queued as 4X")
        let bodies = try await site.database.read { try $0.rows("SELECT body FROM letters WHERE body IS NOT NULL") }
        #expect(bodies.isEmpty)
    }

    @Test func `letters about one RSVP leave in their order, one after the other is done`() async throws {
        try await site.deliver()
        site.clock.advance(by: 1)
        try await site.press(.confirm, of: Self.ada)
        site.clock.advance(by: 1)
        try await site.apply(TestNetwork(series: [TestSeries(time: "20:00")]))
        site.clock.advance(by: 1)
        try await site.ask(Self.ada)
        #expect(try await site.outbox.claim(9).map(\.kind) == [.going])
        #expect(try await site.outbox.claim(9).isEmpty)
        try await site.crash()
        _ = try await site.outbox.recover()
        site.relay.willAnswer(.later)
        try await site.deliver()
        #expect(try await rows.map(\.state) == ["sent", "ready", "ready", "ready"])
        site.clock.advance(by: .hour)
        try await site.deliver()
        #expect(site.relay.kinds(to: Self.ada) == [.confirm, .going, .going, .changed, .known])
    }

    @Test func `letters about others do not wait for it`() async throws {
        site.clock.advance(by: 1)
        try await site.ask("bob@example.org")
        try await deliver(.later)
        #expect(try await rows.map(\.state) == ["ready", "sent"])
    }

    @Test func `what is no longer true is not sent`() async throws {
        try await site.deliver()
        site.clock.advance(by: 1)
        try await site.press(.confirm, of: Self.ada)
        let link = try site.link(in: .confirm, to: Self.ada)
        site.clock.advance(by: 1)
        try await site.apply(TestNetwork(series: [TestSeries(cancelled: ["2026-12-10"])]))
        try await site.deliver()
        #expect(try await rows.map(\.state) == ["sent", "obsolete", "sent"])
        #expect(site.relay.kinds(to: Self.ada) == [.confirm, .cancelled])
        #expect(try await site.visitor.get(link).status == .ok)
    }

    @Test func `a letter whose time is over is not sent`() async throws {
        try site.clock.move(to: "2026-12-10T18:00:00Z")
        try await site.deliver()
        #expect(site.relay.letters.isEmpty)
        #expect(try await row.state == "expired")
    }

    @Test func `a cancellation is told until the evening would have ended`() async throws {
        try await site.join(Self.ada)
        site.relay.forget()
        try await site.apply(TestNetwork(series: [TestSeries(cancelled: ["2026-12-10"])]))
        try site.clock.move(to: "2026-12-10T19:59:00Z")
        try await site.deliver()
        #expect(site.relay.kinds(to: Self.ada) == [.cancelled])
    }

    @Test func `to an address that takes no mail only a new request to confirm is sent`() async throws {
        try await site.deliver()
        site.clock.advance(by: 1)
        try await site.press(.confirm, of: Self.ada)
        try await deliver(.badAddress)
        #expect(try await row.state == "dead")
        site.clock.advance(by: 1)
        try await site.apply(TestNetwork(series: [TestSeries(time: "20:00")]))
        try await site.deliver()
        #expect(try await row.state == "suppressed")
        let second = try await site.meetups()[1].id
        try await site.ask(Self.ada, to: second)
        try await site.deliver()
        #expect(site.relay.kinds(to: Self.ada) == [.confirm, .going, .confirm])
    }

    @Test func `a letter that is refused for what it says stops no other`() async throws {
        try await deliver(.badContent)
        #expect(try await row.state == "dead")
        site.clock.advance(by: .minute)
        try await site.ask(Self.ada)
        try await site.deliver()
        #expect(try await row.state == "sent")
    }
}
