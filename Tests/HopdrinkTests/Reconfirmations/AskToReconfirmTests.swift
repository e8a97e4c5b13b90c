import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// A meetup for two that begins on 10 December at 18:00 UTC. Guests are asked to reconfirm 48 hours before.
struct AskToReconfirmTests {
    private let site: TestSite
    private let meetup: Meetup.ID

    init() async throws {
        site = try await TestSite(Self.network("19:00"))
        meetup = try await site.firstMeetup().id
        try await site.join("ada@example.org")
        try await site.join("bob@example.org")
        try await site.join("cleo@example.org")
        site.relay.forget(except: .going)
    }

    private static func network(_ time: String) -> TestNetwork {
        var series = TestSeries(time: time)
        series.terms.capacity = 2
        series.terms.reminders = ""
        series.terms.more = ", reconfirm: 48h"
        return TestNetwork(series: [series])
    }

    private func ask(at instant: String) async throws {
        try site.clock.move(to: instant)
        try await site.askToReconfirm()
        try await site.deliver()
    }

    private func states() async throws -> [RSVP.StateName?] {
        var states: [RSVP.StateName?] = []
        for name in ["ada", "bob", "cleo"] {
            states.append(try await site.state(of: "\(name)@example.org", at: meetup))
        }
        return states
    }

    private func kinds(_ address: String) -> [LetterKind] { site.relay.kinds(to: address).filter { $0 != .going } }

    @Test func `guests who are going are asked once, two days before`() async throws {
        try await ask(at: "2026-12-08T17:59:59Z")
        #expect(kinds("ada@example.org").isEmpty)
        for instant in ["2026-12-08T18:00:00Z", "2026-12-08T19:00:00Z"] { try await ask(at: instant) }
        #expect(kinds("ada@example.org") == [.reconfirm] && kinds("bob@example.org") == [.reconfirm])
        #expect(kinds("cleo@example.org").isEmpty)
    }

    @Test func `guest who reconfirms keeps the seat`() async throws {
        try await ask(at: "2026-12-08T18:00:00Z")
        let link = try site.link(in: .reconfirm, to: "ada@example.org")
        let page = try await site.visitor.get(link).markup
        #expect(page.first("h1")?.text == "Still coming?" && page.all("form").map { $0["action"] } == [link])
        site.clock.advance(by: .hour)
        #expect(try await site.visitor.post(link, form: [:]).location == link)
        #expect(try await site.visitor.get(link).markup.all("form").isEmpty)
        try await ask(at: "2026-12-09T18:00:00Z")
        #expect(try await states() == [.going, .waiting, .going])
        #expect(kinds("bob@example.org") == [.reconfirm, .seatReleased] && kinds("cleo@example.org") == [.promoted])
    }

    @Test func `unresponsive guest loses seat and calendar entry, and is first after responding`() async throws {
        try await ask(at: "2026-12-08T18:00:00Z")
        site.clock.advance(by: 1)
        try await site.press(.reconfirm, of: "ada@example.org")
        try await ask(at: "2026-12-09T18:00:00Z")
        let letter = try #require(site.relay.letters(to: "bob@example.org").last)
        #expect(letter.kind == .seatReleased && letter.calendarType.contains("method=CANCEL"))
        #expect(letter.calendar?.event?["STATUS"] == "CANCELLED" && letter.calendar?.event?["SEQUENCE"] == "1")
        try await site.cancel("ada@example.org")
        #expect(try await states() == [.cancelled, .waiting, .going])
        try await site.join("dora@example.org")
        #expect(try await site.state(of: "dora@example.org", at: meetup) == .going)
        try await site.join("eve@example.org")
        #expect(try await site.state(of: "eve@example.org", at: meetup) == .waiting)
        let link = try site.link(in: .seatReleased, to: "bob@example.org")
        #expect(try await site.visitor.get(link).text.contains("first on the waiting list"))
        try await site.press(.seatReleased, of: "bob@example.org")
        #expect(try await site.rsvp(of: "bob@example.org", to: meetup)?.turn == .first)
        try await site.cancel("dora@example.org")
        try await site.deliver()
        #expect(try await site.state(of: "bob@example.org", at: meetup) == .going)
        #expect(try await site.state(of: "eve@example.org", at: meetup) == .waiting)
        let invitation = try #require(site.relay.letters(to: "bob@example.org").last)
        #expect(invitation.calendarType.contains("method=REQUEST"))
        #expect(invitation.calendar?.event?["SEQUENCE"] == "2")
        let log = try await site.database.read { [meetup] in try $0.waitingDecisions.all(of: meetup) }.map(\.what)
        #expect(log == [.joined, .seatReleased, .skipped, .promoted, .joined, .returned, .promoted])
    }

    @Test func `unresponsive guest who responds gets a free seat at once, even if the list is closed`() async throws {
        try await ask(at: "2026-12-08T18:00:00Z")
        try await ask(at: "2026-12-09T18:00:00Z")
        #expect(try await states() == [.waiting, .waiting, .going])
        try site.clock.move(to: "2026-12-10T17:00:00Z")
        try await site.press(.seatReleased, of: "bob@example.org")
        #expect(try await states() == [.waiting, .going, .going])
    }

    @Test func `guest who was asked late keeps the seat for twelve hours`() async throws {
        try await ask(at: "2026-12-09T20:00:00Z")
        #expect(kinds("ada@example.org") == [.reconfirm])
        try await ask(at: "2026-12-10T07:59:59Z")
        #expect(try await states() == [.going, .going, .waiting])
        try await ask(at: "2026-12-10T08:00:00Z")
        #expect(try await states() == [.waiting, .waiting, .going])
    }

    @Test func `question that was not sent releases no seat`() async throws {
        try site.clock.move(to: "2026-12-08T18:00:00Z")
        try await site.askToReconfirm()
        try site.clock.move(to: "2026-12-09T18:00:00Z")
        try await site.askToReconfirm()
        #expect(try await states() == [.going, .going, .waiting])
        try await site.deliver()
        try await ask(at: "2026-12-10T05:00:00Z")
        #expect(try await states() == [.going, .going, .waiting])
    }

    @Test func `question is not sent shortly before the meetup`() async throws {
        try await ask(at: "2026-12-10T06:00:00Z")
        #expect(kinds("ada@example.org").isEmpty)
    }

    @Test func `guest who joined after the question is not asked`() async throws {
        try site.clock.move(to: "2026-12-08T18:00:01Z")
        try await site.cancel("bob@example.org")
        try await ask(at: "2026-12-08T18:00:02Z")
        #expect(kinds("cleo@example.org") == [.promoted] && kinds("ada@example.org") == [.reconfirm])
        try await site.cancel("ada@example.org")
        try await site.join("dora@example.org")
        try await ask(at: "2026-12-09T18:00:00Z")
        #expect(kinds("dora@example.org") == [.confirm])
    }

    @Test func `meetup that moves asks again`() async throws {
        try await ask(at: "2026-12-08T18:00:00Z")
        try await site.press(.reconfirm, of: "ada@example.org")
        try await site.apply(Self.network("23:00"))
        try await ask(at: "2026-12-08T21:00:00Z")
        #expect(kinds("ada@example.org") == [.reconfirm, .changed])
        try await ask(at: "2026-12-08T22:00:00Z")
        #expect(kinds("ada@example.org") == [.reconfirm, .changed, .reconfirm])
    }
}
