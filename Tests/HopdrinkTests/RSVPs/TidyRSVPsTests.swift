import Domain
import Foundation
import Testing

@testable import Hopdrink

/// Changes of RSVPs that happen by time alone.
struct TidyRSVPsTests {
    /// A meetup for two people.
    private let site: TestSite

    init() async throws {
        var series = TestSeries()
        series.terms.capacity = 2
        site = try await TestSite(TestNetwork(series: [series]))
    }

    @Test func `expired reservation promotes a waiting guest, who is emailed once`() async throws {
        try await site.ask("ada@example.org", bringing: 1)
        try await site.join("bob@example.org")
        #expect(try await site.state(of: "bob@example.org") == .waiting)
        site.clock.advance(by: 2 * .hour)
        try await site.tidyRSVPs.releaseReservations()
        #expect(try await site.state(of: "bob@example.org") == .waiting)
        site.clock.advance(by: 1)
        try await site.tidyRSVPs.releaseReservations()
        try await site.deliver()
        #expect(try await site.rsvp(of: "bob@example.org")?.state == .going(since: site.clock.now))
        #expect(site.relay.kinds(to: "bob@example.org") == [.confirm, .waiting, .promoted])
        try await site.tidyRSVPs.releaseReservations()
        try await site.deliver()
        #expect(site.relay.letters(to: "bob@example.org").count == 3)
    }

    @Test func `nobody is promoted once the meetup has begun`() async throws {
        let id = try await site.firstMeetup().id
        try site.clock.move(to: "2026-12-10T17:00:00Z")
        try await site.ask("ada@example.org", bringing: 1)
        try await site.join("bob@example.org")
        site.clock.advance(by: 3 * .hour)
        try await site.tidyRSVPs.releaseReservations()
        #expect(try await site.state(of: "bob@example.org", at: id) == .waiting)
    }

    @Test func `unconfirmed RSVP is erased after two days, with its guest, emails and tokens`() async throws {
        try await site.ask("ada@example.org")
        try await site.deliver()
        site.clock.advance(by: 2 * .day)
        try await site.tidyRSVPs.erasePending()
        #expect(try await site.state(of: "ada@example.org") == .pending)
        site.clock.advance(by: 1)
        try await site.tidyRSVPs.erasePending()
        for table in ["rsvps", "guests", "letters", "tokens"] { #expect(try await site.count(table) == 0, "\(table)") }
        #expect(try await !site.holds("ada@"))
    }

    @Test func `two days count from the last ask`() async throws {
        try await site.ask("ada@example.org")
        site.clock.advance(by: .day)
        try await site.ask("ada@example.org")
        site.clock.advance(by: .day + .hour)
        try await site.tidyRSVPs.erasePending()
        #expect(try await site.state(of: "ada@example.org") == .pending)
    }

    @Test func `confirmed and cancelled RSVPs stay, and so do their guests`() async throws {
        let second = try await site.meetups()[1].id
        try await site.join("ada@example.org")
        try await site.ask("ada@example.org", to: second)
        try await site.join("bob@example.org")
        try await site.cancel("bob@example.org")
        try await site.join("cleo@example.org", bringing: 1)
        site.clock.advance(by: 3 * .day)
        try await site.tidyRSVPs.erasePending()
        #expect(try await site.state(of: "ada@example.org") == .going)
        #expect(try await site.state(of: "ada@example.org", at: second) == nil)
        #expect(try await site.state(of: "bob@example.org") == .cancelled)
        #expect(try await site.state(of: "cleo@example.org") == .waiting)
        #expect(try await site.count("guests") == 3)
    }

    @Test func `unconfirmed RSVP of a bounced address is erased like any other`() async throws {
        site.relay.willAnswer(.badAddress)
        try await site.ask("ada@example.org")
        try await site.deliver()
        site.clock.advance(by: 3 * .day)
        try await site.tidyRSVPs.erasePending()
        #expect(try await !site.holds("ada@"))
    }
}
