import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// The link in a guest's second email. A meetup for four: Ada goes with one companion, Bob alone. Cleo is on the
/// waiting list with one companion.
struct ChangeRSVPTests {
    private let site: TestSite

    init() async throws {
        site = try await TestSite(Self.network(cancelled: []))
        try await site.join("ada@example.org", bringing: 1)
        try await site.join("bob@example.org")
        try await site.join("cleo@example.org", bringing: 1)
        #expect(try await site.state(of: "cleo@example.org") == .waiting)
        site.clock.advance(by: .minute)
        site.relay.forget()
        for address in ["ada@example.org", "bob@example.org", "cleo@example.org"] { try await site.ask(address) }
        try await site.deliver()
        site.relay.forget(except: .known)
        // Reservations by asks under known addresses have expired.
        site.clock.advance(by: 2 * .hour + 1)
    }

    private static func network(cancelled: [String]) -> TestNetwork {
        var series = TestSeries(cancelled: cancelled)
        series.terms.capacity = 4
        series.terms.more = ", waiting_list: {smaller_may_pass: yes}"
        return TestNetwork(series: [series])
    }

    private var kinds: [String] {
        get async throws {
            try await site.deliver()
            return site.relay.letters.filter { $0.kind != .known }.map { "\($0.kind.rawValue) \($0.recipient)" }
        }
    }

    @Test func `cancellation promotes the first party that fits, which is emailed`() async throws {
        try await site.join("dora@example.org", bringing: 2)
        try await site.join("eve@example.org", bringing: 1)
        site.relay.forget(except: .known)
        #expect(try await site.cancel("bob@example.org").status == .seeOther)
        #expect(try await site.state(of: "bob@example.org") == .cancelled)
        #expect(try await site.rsvp(of: "cleo@example.org")?.state == .going(since: site.clock.now))
        #expect(try await kinds == ["promoted cleo@example.org"])
    }

    @Test func `smaller party that fits is promoted before a larger one that does not`() async throws {
        try await site.change("bob@example.org", bringing: 1)
        try await site.join("dora@example.org")
        site.relay.forget(except: .known)
        try await site.change("bob@example.org", bringing: 0)
        #expect(try await kinds == ["promoted dora@example.org"])
        #expect(try await site.state(of: "cleo@example.org") == .waiting)
    }

    @Test func `party that shrinks releases seats to the waiting list`() async throws {
        #expect(try await site.change("ada@example.org", bringing: 0).status == .seeOther)
        #expect(try await site.rsvp(of: "ada@example.org")?.companions == 0)
        #expect(try await kinds == ["promoted cleo@example.org"])
    }

    @Test func `party can grow only into free seats`() async throws {
        #expect(try await site.change("bob@example.org", bringing: 1).status == .seeOther)
        #expect(try await site.rsvp(of: "bob@example.org")?.companions == 1)
        let refused = try await site.change("ada@example.org", bringing: 2)
        #expect(refused.status == .unprocessableContent)
        #expect(refused.text.contains("There are no more places."))
        #expect(try await site.rsvp(of: "ada@example.org")?.companions == 1)
        #expect(try await kinds.isEmpty)
    }

    @Test func `waiting party keeps its place in line when it grows, and is promoted once it fits`() async throws {
        let before = try #require(try await site.rsvp(of: "cleo@example.org"))
        #expect(try await site.change("cleo@example.org", bringing: 3).status == .seeOther)
        let after = try #require(try await site.rsvp(of: "cleo@example.org"))
        #expect(after.arrival == before.arrival && after.companions == 3 && after.state == .waiting)
        try await site.change("cleo@example.org", bringing: 0)
        #expect(try await kinds == ["promoted cleo@example.org"])
    }

    @Test func `change without effect changes nothing`() async throws {
        let before = try await site.dump()
        try await site.change("ada@example.org", bringing: 1)
        #expect(try await site.dump() == before)
    }

    @Test(arguments: ["-1", "10", "4", "two", "1.5", "0x1", "99999999999999999999"])
    func `invalid number of companions comes back with an error`(companions: String) async throws {
        let link = try site.manageLink(of: "ada@example.org")
        let answer = try await site.visitor.post(link, form: ["companions": companions])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.markup.all("input").contains { $0["name"] == "companions" && $0["value"] == companions })
        #expect(try await site.rsvp(of: "ada@example.org")?.companions == 1)
    }

    @Test func `cancelled guest cannot change or cancel again`() async throws {
        try await site.cancel("ada@example.org")
        let before = try await site.dump()
        try await site.change("ada@example.org", bringing: 0)
        try await site.cancel("ada@example.org")
        #expect(try await site.dump() == before)
    }

    @Test func `old link cannot change a new RSVP that is not confirmed`() async throws {
        try await site.cancel("bob@example.org")
        try await site.ask("bob@example.org")
        let before = try await site.rsvp(of: "bob@example.org")
        try await site.change("bob@example.org", bringing: 1)
        try await site.cancel("bob@example.org")
        #expect(try await site.rsvp(of: "bob@example.org") == before)
    }

    @Test func `RSVP cannot be changed after the start or a cancellation of the meetup`() async throws {
        try site.clock.move(to: "2026-12-10T18:00:00Z")
        let before = try await site.dump()
        #expect(try await site.change("ada@example.org", bringing: 0).status == .seeOther)
        #expect(try await site.cancel("ada@example.org").status == .seeOther)
        #expect(try await site.dump() == before)
        try site.clock.move(to: "2026-12-01T13:00:00Z")
        try await site.apply(Self.network(cancelled: ["2026-12-10"]))
        let after = try await site.dump()["rsvps"]
        try await site.cancel("ada@example.org")
        #expect(try await site.dump()["rsvps"] == after)
        let page = try await site.visitor.get(try site.manageLink(of: "ada@example.org")).markup
        #expect(page.all("form").isEmpty)
    }

    @Test func `link is valid until the end of the meetup, also if it moves`() async throws {
        let link = try site.manageLink(of: "cleo@example.org")
        var network = Self.network(cancelled: [])
        network.series[0].time = "23:00"
        try await site.apply(network)
        try site.clock.move(to: "2026-12-10T21:30:00Z")
        #expect(try await site.visitor.get(link).status == .ok)
        try site.clock.move(to: "2026-12-11T00:00:00Z")
        #expect(try await site.visitor.get(link).status == .gone)
    }
}
