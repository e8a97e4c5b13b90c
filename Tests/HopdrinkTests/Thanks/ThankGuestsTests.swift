import Domain
import Foundation
import Testing

@testable import Hopdrink

/// Emails to guests after a meetup. It ends at nine in the evening, 20:00 UTC.
struct ThankGuestsTests {
    private let site: TestSite

    init() async throws {
        site = try await TestSite()
        try await site.join("ada@example.org")
        try await site.join("bob@example.org")
        try await site.cancel("bob@example.org")
        site.relay.forget()
    }

    private func thank(at instant: String) async throws {
        try site.clock.move(to: instant)
        try await site.thankGuests()
        try await site.deliver()
    }

    @Test func `guest is thanked once on the next morning, with the next meetup`() async throws {
        for instant in ["2026-12-10T20:00:00Z", "2026-12-11T07:59:59Z"] { try await thank(at: instant) }
        #expect(site.relay.letters.isEmpty)
        for instant in ["2026-12-11T08:00:00Z", "2026-12-11T09:00:00Z"] { try await thank(at: instant) }
        #expect(site.relay.letters.map { "\($0.kind.rawValue) \($0.recipient)" } == ["thanks ada@example.org"])
        let letter = try #require(site.relay.letters.first)
        let next = try await site.firstMeetup()
        #expect(letter.plain.contains("Thursday 14 January 2027") && letter.plain.contains("/en/meetups/\(next.id)"))
        #expect(letter.link == nil && letter.header("List-Unsubscribe").hasPrefix("<https://hopdrink.test/u/"))
    }

    @Test func `guests are not thanked after a long outage`() async throws {
        try await thank(at: "2026-12-13T20:00:00Z")
        #expect(site.relay.letters.isEmpty)
    }

    @Test func `guests of a cancelled meetup are not thanked`() async throws {
        try await site.apply(TestNetwork(series: [TestSeries(cancelled: ["2026-12-10"])]))
        try await site.deliver()
        site.relay.forget()
        try await thank(at: "2026-12-11T08:00:00Z")
        #expect(site.relay.letters.isEmpty)
    }
}
