import Domain
import Foundation
import HTTPTypes
import Mail
import Storage
import Testing

@testable import Hopdrink

/// The life of a letter: claimed, checked, frozen, sent, recorded.
struct OutboxTests {
    private let site: TestSite
    private static let ada = "ada@example.org"

    /// Ada has asked for a seat. Her email is ready.
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

    @Test func `letter is leased to one daemon until the lease expires`() async throws {
        let other = site.outbox(of: .new(at: site.clock.now))
        let first = try await site.outbox.claim(9)
        #expect(first.count == 1)
        #expect(try await other.recover() == 0)
        #expect(try await other.claim(9).isEmpty)
        site.clock.advance(by: 21 * .minute)
        #expect(try await other.recover() == 0)
        let second = try await other.claim(9)
        #expect(second.map(\.id) == first.map(\.id))
        #expect(try await site.outbox.deliver(first[0], by: site.relay)?.result == .withdrawn)
        #expect(site.relay.letters.isEmpty)
        #expect(try await other.deliver(second[0], by: site.relay) != nil)
        #expect(site.relay.letters.count == 1)
    }

    @Test func `letter claimed twice by one daemon after its lease expired is sent once`() async throws {
        let first = try await site.outbox.claim(1)
        site.clock.advance(by: 21 * .minute)
        _ = try await site.outbox.recover()
        let second = try await site.outbox.claim(1)
        #expect(second.map(\.id) == first.map(\.id))
        _ = try await site.outbox.deliver(second[0], by: site.relay)
        #expect(try await site.outbox.deliver(first[0], by: site.relay)?.result == .withdrawn)
        #expect(site.relay.letters.count == 1)
    }

    @Test func `accepted letter is sent once, and only its outcome is kept`() async throws {
        try await site.deliver()
        try await site.deliver()
        #expect(site.relay.letters.count == 1)
        #expect(try await row.state == "sent")
        #expect(try await row.reply == "250 2.0.0 Ok: queued as 4X")
        let bodies = try await site.database.read { try $0.rows("SELECT body FROM letters WHERE body IS NOT NULL") }
        #expect(bodies.isEmpty)
    }

    @Test func `letters about one RSVP are sent in order, one at a time`() async throws {
        try await site.deliver()
        try await site.press(.confirm, of: Self.ada)
        try await site.apply(TestNetwork(series: [TestSeries(time: "20:00")]))
        try await site.ask(Self.ada)
        #expect(try await site.outbox.claim(9).map(\.kind) == [.going])
        #expect(try await site.outbox.claim(9).isEmpty)
        try await site.crash()
        _ = try await site.outbox.recover()
        site.relay.willAnswer(.later)
        try await site.deliver()
        #expect(try await rows.map(\.state) == ["sent", "retry", "ready", "ready"])
        site.clock.advance(by: .hour)
        try await site.deliver()
        #expect(site.relay.kinds(to: Self.ada) == [.confirm, .going, .going, .changed, .known])
    }

    @Test func `letters about other RSVPs do not wait`() async throws {
        site.clock.advance(by: 1)
        try await site.ask("bob@example.org")
        try await deliver(.later)
        #expect(try await rows.map(\.state) == ["retry", "sent"])
    }

    @Test func `letter that is no longer true is not sent`() async throws {
        try await site.deliver()
        site.clock.advance(by: 1)
        try await site.press(.confirm, of: Self.ada)
        let link = try site.link(in: .confirm, to: Self.ada)
        site.clock.advance(by: 1)
        try await site.apply(TestNetwork(series: [TestSeries(cancelled: ["2026-12-10"])]))
        try await site.deliver()
        #expect(try await rows.map(\.state) == ["sent", "withdrawn", "sent"])
        #expect(site.relay.kinds(to: Self.ada) == [.confirm, .cancelled])
        #expect(try await site.visitor.get(link).status == .ok)
    }

    @Test func `letter past its deadline is not sent`() async throws {
        try site.clock.move(to: "2026-12-10T18:00:00Z")
        try await site.deliver()
        #expect(site.relay.letters.isEmpty)
        #expect(try await row.state == "expired")
    }

    @Test func `cancellation is sent until the planned end of the meetup`() async throws {
        try await site.join(Self.ada)
        site.relay.forget()
        try await site.apply(TestNetwork(series: [TestSeries(cancelled: ["2026-12-10"])]))
        try site.clock.move(to: "2026-12-10T19:59:00Z")
        try await site.deliver()
        #expect(site.relay.kinds(to: Self.ada) == [.cancelled])
    }

    @Test func `suppressed address gets only new confirmation requests`() async throws {
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

    @Test func `letter refused for its content does not suppress the address`() async throws {
        try await deliver(.badContent)
        #expect(try await row.state == "dead")
        site.clock.advance(by: .minute)
        try await site.ask(Self.ada)
        try await site.deliver()
        #expect(try await row.state == "sent")
    }

    @Test func `cancellation replaces letters that are not sent yet`() async throws {
        try await site.deliver()
        try await site.press(.confirm, of: Self.ada)
        try await deliver(.later)
        try await site.apply(TestNetwork(series: [TestSeries(cancelled: ["2026-12-10"])]))
        try await site.deliver()
        #expect(try await rows.map(\.state) == ["sent", "withdrawn", "sent"])
        #expect(site.relay.kinds(to: Self.ada) == [.confirm, .going, .cancelled])
    }

    @Test func `cancellation waits for an invitation that may have arrived`() async throws {
        try await site.deliver()
        try await site.press(.confirm, of: Self.ada)
        try await deliver(.silent)
        try await site.apply(TestNetwork(series: [TestSeries(cancelled: ["2026-12-10"])]))
        try await site.deliver()
        #expect(try await rows.map(\.state) == ["sent", "uncertain", "ready"])
        site.clock.advance(by: 15 * .minute)
        try await site.deliver()
        #expect(try await rows.map(\.state) == ["sent", "withdrawn", "sent"])
    }

    @Test func `several changes before sending give one letter`() async throws {
        try await site.join(Self.ada)
        for time in ["20:00", "20:30"] { try await site.apply(TestNetwork(series: [TestSeries(time: time)])) }
        try await site.deliver()
        #expect(site.relay.kinds(to: Self.ada) == [.confirm, .going, .changed])
        #expect(try await rows.map(\.state) == ["sent", "sent", "withdrawn", "sent"])
    }

    @Test func `reverted change is not sent`() async throws {
        try await site.join(Self.ada)
        for time in ["20:00", "19:00"] { try await site.apply(TestNetwork(series: [TestSeries(time: time)])) }
        try await site.deliver()
        #expect(site.relay.kinds(to: Self.ada) == [.confirm, .going])
    }

    @Test func `envelope sender identifies the letter for bounces`() async throws {
        try await site.deliver()
        let letter = try #require(site.relay.letters.first)
        guard case .bounce = site.verp.purpose(of: letter.sender) else {
            Issue.record("\(letter.sender) tells nothing")
            return
        }
    }
}
