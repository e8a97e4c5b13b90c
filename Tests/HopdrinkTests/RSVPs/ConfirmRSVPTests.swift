import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// The button on the page that the first email links to.
struct ConfirmRSVPTests {
    /// A meetup for two people.
    private let site: TestSite

    init() async throws {
        var series = TestSeries()
        series.terms.capacity = 2
        site = try await TestSite(TestNetwork(series: [series]))
    }

    private func ask(_ addresses: String..., bringing companions: Int = 0) async throws {
        for address in addresses { try await site.ask(address, bringing: companions) }
        try await site.deliver()
    }

    private func states(_ addresses: String...) async throws -> [RSVP.StateName?] {
        var states: [RSVP.StateName?] = []
        for address in addresses { states.append(try await site.state(of: address)) }
        return states
    }

    @Test func `confirmation turns a reserved seat into a seat and sends an invitation`() async throws {
        try await ask("ada@example.org")
        site.clock.advance(by: .hour)
        try await site.press(.confirm, of: "ada@example.org")
        try await site.deliver()
        #expect(try await site.rsvp(of: "ada@example.org")?.state == .going(since: site.clock.now))
        #expect(site.relay.kinds(to: "ada@example.org") == [.confirm, .going])
    }

    @Test func `order of asking decides about seats, not the order of confirming`() async throws {
        try await ask("ada@example.org", "bob@example.org", "cleo@example.org", "dora@example.org")
        for address in ["dora@example.org", "cleo@example.org", "bob@example.org", "ada@example.org"] {
            try await site.press(.confirm, of: address)
        }
        #expect(
            try await states("ada@example.org", "bob@example.org", "cleo@example.org", "dora@example.org")
                == [.going, .going, .waiting, .waiting]
        )
        try await site.deliver()
        try await site.cancel("ada@example.org")
        #expect(try await states("cleo@example.org", "dora@example.org") == [.going, .waiting])
    }

    @Test func `one of fifty guests gets the last seat, and the others wait in order`() async throws {
        try await site.join("host@example.org")
        let meetup = try await site.firstMeetup().id
        let addresses = (1...50).map { "guest\($0)@example.org" }
        try await withThrowingTaskGroup { group in
            for address in addresses { group.addTask { try await site.ask(address, to: meetup) } }
            try await group.waitForAll()
        }
        try await site.deliver()
        try await withThrowingTaskGroup { group in
            for address in addresses.shuffled() { group.addTask { try await site.press(.confirm, of: address) } }
            try await group.waitForAll()
        }
        let (going, waiting) = try await site.database.read { tx in
            (try tx.rsvps.all(to: meetup, in: .going), try tx.rsvps.all(to: meetup, in: .waiting))
        }
        #expect(going.map(\.arrival) == [1, 2])
        #expect(waiting.map(\.arrival) == Array(3...51))
    }

    @Test func `guest whose reservation expired gets a seat only if one is free`() async throws {
        try await ask("ada@example.org", "bob@example.org")
        site.clock.advance(by: 2 * .hour + 1)
        try await site.join("cleo@example.org")
        try await site.press(.confirm, of: "ada@example.org")
        try await site.press(.confirm, of: "bob@example.org")
        #expect(
            try await states("ada@example.org", "bob@example.org", "cleo@example.org") == [.going, .waiting, .going])
    }

    @Test func `late confirmation joins the list behind later guests`() async throws {
        try await site.join("host@example.org", bringing: 1)
        try await ask("ada@example.org")
        site.clock.advance(by: 3 * .hour)
        try await site.join("bob@example.org")
        try await site.press(.confirm, of: "ada@example.org")
        try await site.deliver()
        try await site.change("host@example.org", bringing: 0)
        #expect(try await states("ada@example.org", "bob@example.org") == [.waiting, .going])
    }

    @Test func `repeated confirmation changes nothing`() async throws {
        try await site.join("ada@example.org")
        let before = try await site.dump()
        site.clock.advance(by: .hour)
        #expect(try await site.press(.confirm, of: "ada@example.org").status == .seeOther)
        #expect(try await site.dump() == before)
    }

    @Test func `cancelled RSVP is not confirmed by its old email`() async throws {
        try await site.join("ada@example.org")
        try await site.cancel("ada@example.org")
        #expect(try await site.press(.confirm, of: "ada@example.org").status == .seeOther)
        #expect(try await site.state(of: "ada@example.org") == .cancelled)
        let page = try await site.visitor.get(try site.link(in: .confirm, to: "ada@example.org")).markup
        #expect(page.first("h1")?.text == "This RSVP is cancelled")
    }

    @Test func `RSVP cannot be confirmed after the start or a cancellation of the meetup`() async throws {
        try await ask("ada@example.org")
        let link = try site.link(in: .confirm, to: "ada@example.org")
        let id = try await site.firstMeetup().id
        try site.clock.move(to: "2026-12-10T18:00:00Z")
        #expect(try await site.visitor.post(link, form: [:]).location == link)
        #expect(try await site.visitor.get(link).markup.first("h1")?.text == "It’s too late")
        #expect(try await site.state(of: "ada@example.org", at: id) == .pending)
        try site.clock.move(to: "2026-12-10T17:00:00Z")
        var series = TestSeries(cancelled: ["2026-12-10"])
        series.terms.capacity = 2
        try await site.apply(TestNetwork(series: [series]))
        _ = try await site.visitor.post(link, form: [:])
        #expect(try await site.visitor.get(link).markup.first("h1")?.text == "This meetup is cancelled")
        #expect(try await site.state(of: "ada@example.org", at: id) == .pending)
    }

    @Test func `token works for one RSVP and one purpose`() async throws {
        try await site.join("ada@example.org")
        let confirm = try #require(site.relay.letters.first { $0.kind == .confirm }?.token).text
        let manage = try #require(site.relay.letters.first { $0.kind == .going }?.token).text
        let wrong = [
            "/en/rsvps/confirm/\(manage)", "/en/rsvps/\(confirm)", "/en/rsvps/confirm/\(confirm.dropLast())",
            "/en/rsvps/\(manage)x", "/en/rsvps/confirm/\(Token.new().text)", "/en/rsvps/confirm/",
        ]
        for path in wrong {
            #expect(try await site.visitor.get(path).status == .notFound, "\(path)")
            #expect(try await site.visitor.post(path, form: ["companions": "1"]).status == .notFound, "\(path)")
        }
        #expect(try await site.visitor.post("/en/rsvps/\(confirm)/cancel", form: [:]).status == .notFound)
        #expect(try await site.state(of: "ada@example.org") == .going)
    }
}
