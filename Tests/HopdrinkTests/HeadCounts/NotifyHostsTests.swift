import Domain
import Foundation
import Testing

@testable import Hopdrink

/// Emails to the hosts of a meetup that begins at 18:00 UTC.
struct NotifyHostsTests {
    private let site: TestSite

    init() async throws {
        site = try await TestSite(Self.network("19:00"))
        try await site.join("eve@example.org", bringing: 1)
        try await site.join("ada@example.org")
        try await site.join("bob@example.org", bringing: 2)
        site.relay.forget()
    }

    private static func network(_ time: String) -> TestNetwork {
        var series = TestSeries(time: time)
        series.terms.hosts = "Claire Petit <claire@example.org>, Hugo, Rosa <rosa@example.org>"
        series.terms.capacity = 3
        return TestNetwork(series: [series])
    }

    private func count(at instant: String) async throws {
        try site.clock.move(to: instant)
        try await site.notifyHosts()
        try await site.deliver()
    }

    @Test func `hosts with an address are emailed once, four hours before, without any guests' addresses`() async throws
    {
        try await count(at: "2026-12-10T13:59:59Z")
        #expect(site.relay.letters.isEmpty)
        for instant in ["2026-12-10T14:00:00Z", "2026-12-10T15:00:00Z"] { try await count(at: instant) }
        #expect(site.relay.letters.map(\.recipient).sorted() == ["claire@example.org", "rosa@example.org"])
        let letter = try #require(site.relay.letters(to: "claire@example.org").first)
        #expect(letter.kind == .headCount && letter.plain.contains("3 people are coming."))
        #expect(letter.plain.contains("- Guest ada\r\n- Guest eve + 1\r\n"))
        #expect(letter.plain.contains("3 people are waiting for a place."))
        #expect(!["ada@", "eve@", "bob@", "Guest bob"].contains { (letter.plain + letter.html).contains($0) })
    }

    @Test func `meetup that moves is counted again`() async throws {
        try await count(at: "2026-12-10T14:00:00Z")
        site.relay.forget()
        try await site.apply(Self.network("20:00"))
        try await count(at: "2026-12-10T15:00:00Z")
        #expect(site.relay.kinds(to: "claire@example.org") == [.headCount])
    }

    @Test func `host is not emailed once the meetup has begun`() async throws {
        try await count(at: "2026-12-10T18:00:00Z")
        #expect(site.relay.letters.isEmpty)
    }
}
