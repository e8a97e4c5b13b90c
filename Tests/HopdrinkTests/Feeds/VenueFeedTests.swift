import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// The feed of one venue.
struct VenueFeedTests {
    private static let gare = "/feeds/tours/venues/la-gare.ics"
    private static let cave = "/feeds/tours/venues/la-cave.ics"

    private let site: TestSite
    private let headers: HTTPFields
    private let walk: Meetup

    init() async throws {
        site = try await TestSite(TestNetwork(hasBerlin: true))
        headers = try await site.organiser()
        walk = try await site.organiseWalk(headers)
        let berlin = TestSite.walk(in: "berlin")
        _ = try await site.visitor.post("/api/v1/meetups", json: berlin, headers: headers)
    }

    private func calendar(_ path: String) async throws -> CalendarText {
        let answer = try await site.visitor.get(path)
        #expect(answer.status == .ok, "\(path)")
        return CalendarText(answer.text)
    }

    private func status(_ path: String) async throws -> HTTPResponse.Status { try await site.visitor.get(path).status }

    private func apply(_ change: (inout TestTerms) -> Void) async throws {
        var network = TestNetwork(hasBerlin: true)
        change(&network.series[0].terms)
        try await site.apply(network)
    }

    @Test func `feed has the city's meetups at this venue, and no others`() async throws {
        let gare = try await calendar(Self.gare)
        #expect(gare.uids == [walk.uid])
        #expect(gare.lines.contains("X-WR-CALNAME:La Gare – Tours"))
        let others = try await site.meetups().filter { $0.id != walk.id }
        #expect(try await calendar(Self.cave).uids == others.map(\.uid))
    }

    @Test func `events are those of the city's feed and take the same parameters`() async throws {
        let city = try await calendar("/feeds/tours.ics?alarm=PT1H").events.first { $0["UID"] == walk.uid }
        let venue = try await calendar("\(Self.gare)?alarm=PT1H").event
        #expect(venue?.lines.map(\.value) == city?.lines.map(\.value) && venue?["TRIGGER"] == "-PT1H")
        _ = try await site.visitor.post("/api/v1/meetups/\(walk.id)/cancel", json: "{}", headers: headers)
        #expect(try await calendar(Self.gare).event?["STATUS"] == "CANCELLED")
        #expect(try await calendar("\(Self.gare)?cancelled=hide").events.isEmpty)
        #expect(try await status("\(Self.gare)?cancelled=perhaps") == .badRequest)
    }

    @Test func `another room or another spelling leaves the venue's feed as it is`() async throws {
        let uids = try await calendar(Self.cave).uids
        try await apply { $0.room = "le jardin" }
        #expect(try await calendar(Self.cave).uids == uids)
        try await apply { $0.place = "La Cavé" }
        let calendar = try await calendar(Self.cave)
        #expect(calendar.uids == uids && calendar.lines.contains("X-WR-CALNAME:La Cavé – Tours"))
    }

    @Test func `feed moves with its meetups to a new venue`() async throws {
        let tag = try #require(try await site.visitor.get(Self.cave).headers[.eTag])
        #expect(try await site.visitor.get(Self.cave, headers: [.ifNoneMatch: tag]).status == .notModified)
        try await apply { $0.place = "Le Jardin" }
        #expect(try await status(Self.cave) == .notFound)
        #expect(try await status("/feeds/tours/venues/le-jardin.ics") == .ok)
    }

    @Test func `venue of a series without meetups has a feed`() async throws {
        try await site.execute("DELETE FROM meetups")
        let calendar = try await calendar(Self.cave)
        #expect(calendar.events.isEmpty && calendar.lines.contains("NAME:La Cave – Tours"))
        #expect(try await status(Self.gare) == .notFound)
    }

    @Test func `feed ends thirty days after the venue's last meetup`() async throws {
        try site.clock.move(to: "2027-01-18T12:00:00Z")
        #expect(try await status(Self.gare) == .ok)
        try site.clock.move(to: "2027-01-19T12:00:00Z")
        #expect(try await status(Self.gare) == .notFound)
    }

    @Test(arguments: [
        "tours/venues/nowhere", "berlin/venues/la-cave", "nowhere/venues/la-cave", "tours/venues/La-Cave",
        "tours/venues/-", "tours/venues/la%20cave", "tours/venues",
    ])
    func `unknown venue has no feed`(path: String) async throws {
        #expect(try await status("/feeds/\(path).ics") == .notFound)
    }
}
