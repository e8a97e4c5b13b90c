import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// A guest's RSVP: the reserved place, the time of the reservation and the email.
struct CreateRSVPTests {
    /// A meetup for two people.
    private let site: TestSite

    init() async throws {
        var series = TestSeries()
        series.terms.capacity = 2
        site = try await TestSite(TestNetwork(series: [series]))
    }

    /// Returns the reservation of the guest's last ask.
    private func locked(_ address: String) async throws -> Ask.Reservation? {
        try await site.asks(of: address).last?.reservation
    }

    @Test func `seat is reserved for two hours from the RSVP`() async throws {
        try await site.ask("ada@example.org")
        #expect(
            try await locked("ada@example.org")
                == Ask.Reservation(place: .seat, until: try .utc("2026-12-01T14:00:00Z")))
    }

    @Test func `reserved seats are not given to others, and still shown as free`() async throws {
        try await site.ask("ada@example.org", bringing: 1)
        try await site.ask("bob@example.org")
        #expect(try await locked("bob@example.org")?.place == .waitlist)
        let view = try await site.visitor.get("/api/v1/meetups/\(site.firstMeetup().id)").json
        #expect(view["places_free"]?.number == 2)
    }

    @Test func `party that does not fit is waitlisted, and a smaller one after it gets the seat`() async throws {
        try await site.ask("ada@example.org")
        try await site.ask("bob@example.org", bringing: 1)
        try await site.ask("cleo@example.org")
        #expect(try await locked("bob@example.org")?.place == .waitlist)
        #expect(try await locked("cleo@example.org")?.place == .seat)
    }

    @Test func `expired reservation is free for the next guest`() async throws {
        try await site.ask("ada@example.org", bringing: 1)
        site.clock.advance(by: 2 * .hour)
        try await site.ask("bob@example.org")
        #expect(try await locked("bob@example.org")?.place == .waitlist)
        site.clock.advance(by: 1)
        try await site.ask("cleo@example.org", bringing: 1)
        #expect(try await locked("cleo@example.org")?.place == .seat)
    }

    @Test func `repeating an RSVP keeps its reservation`() async throws {
        try await site.ask("ada@example.org")
        let first = try #require(try await site.asks(of: "ada@example.org").first)
        site.clock.advance(by: .hour)
        try await site.ask("bob@example.org")
        try await site.ask("ADA@example.org")
        let asks = try await site.asks(of: "ada@example.org")
        #expect(asks.first == first && asks.map(\.reservation.place) == [.seat, .waitlist])
        try await site.deliver()
        #expect(site.relay.letters(to: "ada@example.org").allSatisfy { $0.plain.contains("Your place is held until") })
        try await site.press(.confirm, of: "ada@example.org")
        #expect(try await site.state(of: "ada@example.org") == .going)
        #expect(try await site.rsvp(of: "ada@example.org")?.arrival == 1)
        #expect(try await site.count("asks") == 1)
    }

    @Test func `repeated RSVP with a larger party gets seats only if all of it fits`() async throws {
        try await site.ask("ada@example.org")
        try await site.ask("bob@example.org")
        site.clock.advance(by: .minute)
        try await site.ask("ada@example.org", bringing: 1)
        try await site.deliver()
        try await site.press(.confirm, of: "ada@example.org")
        #expect(try await site.state(of: "ada@example.org") == .waiting)
        #expect(try await site.rsvp(of: "ada@example.org")?.companions == 1)
        #expect(try await site.rsvp(of: "ada@example.org")?.arrival == 1)
    }

    @Test func `repeating an RSVP after its reservation expired joins at the end`() async throws {
        try await site.ask("ada@example.org")
        try await site.ask("bob@example.org", bringing: 1)
        site.clock.advance(by: 3 * .hour)
        try await site.ask("ada@example.org")
        try await site.deliver()
        #expect(try await locked("ada@example.org")?.until == (try .utc("2026-12-01T17:00:00Z")))
        try await site.press(.confirm, of: "ada@example.org")
        #expect(try await site.rsvp(of: "ada@example.org")?.arrival == 3)
    }

    @Test func `link confirms the name, party and language of its own email`() async throws {
        try await site.ask("ada@example.org", bringing: 1)
        try await site.deliver()
        let first = try site.link(in: .confirm, to: "ada@example.org")
        let id = try await site.firstMeetup().id
        _ = try await site.visitor.post(
            "/fr/meetups/\(id)/rsvps", form: ["name": "Ada L.", "email": "ada@example.org", "companions": ""]
        )
        try await site.deliver()
        let second = try site.link(in: .confirm, to: "ada@example.org")
        let page = try await site.visitor.get(first).markup
        #expect(
            page.first("main")?.text.contains("Guest ada") == true
                && page.first("main")?.text.contains("Ada L.") == false)
        _ = try await site.visitor.post(first, form: [:])
        let rsvp = try #require(try await site.rsvp(of: "ada@example.org"))
        #expect(rsvp.name == "Guest ada" && rsvp.companions == 1 && rsvp.language.code == "en")
        _ = try await site.visitor.post(second, form: [:])
        #expect(try await site.rsvp(of: "ada@example.org") == rsvp)
        let superseded = try await site.visitor.get(second).markup
        #expect(superseded.first("main")?.text.contains("vous en aviez confirmé une autre") == true)
        #expect(try await site.visitor.get(first).markup.first("main")?.text.contains("no longer counts") == false)
    }

    @Test func `new RSVP by a stranger changes neither a cancelled nor a pending RSVP`() async throws {
        try await site.join("ada@example.org")
        try await site.cancel("ada@example.org")
        let before = try await site.rsvp(of: "ada@example.org")
        try await site.ask("ada@example.org", bringing: 1)
        #expect(try await site.rsvp(of: "ada@example.org") == before)
        try await site.ask("bob@example.org")
        let asked = try await site.asks(of: "bob@example.org")
        let rsvp = try await site.rsvp(of: "bob@example.org")
        _ = try await site.visitor.post(
            "/fr/meetups/\(site.firstMeetup().id)/rsvps", form: ["name": "PILLS", "email": "bob@example.org"]
        )
        #expect(try await site.asks(of: "bob@example.org").first == asked.first)
        #expect(try await site.rsvp(of: "bob@example.org") == rsvp)
    }

    @Test func `pressing the button twice sends one email`() async throws {
        for _ in 1...2 { try await site.ask("ada@example.org") }
        try await site.deliver()
        #expect(site.relay.kinds(to: "ada@example.org") == [.confirm])
    }

    @Test func `at most three emails ask for one confirmation`() async throws {
        for _ in 1...5 {
            #expect(try await site.ask("ada@example.org").status == .seeOther)
            try await site.deliver()
            site.clock.advance(by: .minute)
        }
        #expect(site.relay.kinds(to: "ada@example.org") == [.confirm, .confirm, .confirm])
        #expect(try await site.press(.confirm, of: "ada@example.org").status == .seeOther)
        #expect(try await site.state(of: "ada@example.org") == .going)
    }

    @Test func `confirmation emails caused by a stranger do not use up the guest's own`() async throws {
        var stranger = site.visitor
        stranger.peer = "203.0.113.7"
        let path = "/en/meetups/\(try await site.firstMeetup().id)/rsvps"
        for number in 1...5 {
            _ = try await stranger.post(path, form: ["name": "Fool \(number)", "email": "ada@example.org"])
        }
        try await site.ask("ada@example.org")
        try await site.deliver()
        #expect(site.relay.kinds(to: "ada@example.org") == [.confirm, .confirm, .confirm, .confirm])
        try await site.press(.confirm, of: "ada@example.org")
        #expect(try await site.rsvp(of: "ada@example.org")?.name == "Guest ada")
    }

    @Test func `repeated RSVP of a confirmed guest sends one email a day and changes nothing`() async throws {
        try await site.join("ada@example.org", bringing: 1)
        try await site.join("bob@example.org")
        let before = try await site.dump()["rsvps"]
        for _ in 1...3 {
            site.clock.advance(by: .hour)
            for address in ["ada@example.org", "bob@example.org"] { try await site.ask(address) }
            try await site.deliver()
        }
        #expect(site.relay.kinds(to: "ada@example.org") == [.confirm, .going, .known])
        #expect(site.relay.kinds(to: "bob@example.org") == [.confirm, .waiting, .known])
        site.clock.advance(by: .day)
        try await site.ask("ada@example.org")
        try await site.deliver()
        #expect(site.relay.kinds(to: "ada@example.org").last == .known)
        #expect(try await site.dump()["rsvps"] == before)
    }

    @Test func `guest who cancelled can RSVP again and joins at the end`() async throws {
        try await site.join("ada@example.org")
        try await site.join("bob@example.org")
        try await site.cancel("ada@example.org")
        site.clock.advance(by: .minute)
        try await site.join("ada@example.org", bringing: 1)
        #expect(try await site.state(of: "ada@example.org") == .waiting)
        #expect(try await site.rsvp(of: "ada@example.org")?.arrival == 3)
        #expect(site.relay.kinds(to: "ada@example.org") == [.confirm, .going, .confirm, .waiting])
    }

    @Test func `guest who joins and cancels repeatedly can always confirm`() async throws {
        for _ in 1...5 {
            try await site.join("ada@example.org")
            #expect(try await site.state(of: "ada@example.org") == .going)
            try await site.cancel("ada@example.org")
            site.clock.advance(by: .hour)
        }
        #expect(site.relay.kinds(to: "ada@example.org").count { $0 == .confirm } == 5)
    }

    @Test func `RSVP is refused once the meetup has started or is cancelled`() async throws {
        let meetup = try await site.firstMeetup()
        try site.clock.move(to: "2026-12-10T18:00:00Z")
        let late = try await site.ask("ada@example.org", to: meetup.id)
        #expect(late.status == .conflict)
        #expect(late.markup.all("form").isEmpty)
        try site.clock.move(to: "2026-12-01T12:00:00Z")
        var series = TestSeries(cancelled: ["2026-12-10"])
        series.terms.capacity = 2
        try await site.apply(TestNetwork(series: [series]))
        #expect(try await site.ask("ada@example.org", to: meetup.id).status == .conflict)
        #expect(try await site.count("guests") == 0)
        #expect(try await site.count("letters") == 0)
    }

    @Test func `address in another case is the same guest`() async throws {
        try await site.ask("ada@example.org")
        try await site.ask("Ada@EXAMPLE.org")
        #expect(try await site.count("guests") == 1)
        #expect(try await site.count("rsvps") == 1)
    }
}
