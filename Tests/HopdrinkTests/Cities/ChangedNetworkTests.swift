import Domain
import Foundation
import Testing

@testable import Hopdrink

/// A start with a changed configuration: its effects and its emails. Ada is going, Bob is on the waiting list, Cleo has
/// not confirmed, Dora has cancelled.
struct ChangedNetworkTests {
    private let site: TestSite

    init() async throws {
        site = try await TestSite(Self.network { _ in })
        try await site.join("ada@example.org")
        try await site.join("dora@example.org")
        try await site.join("bob@example.org", bringing: 1)
        try await site.ask("cleo@example.org")
        try await site.deliver()
        try await site.cancel("dora@example.org")
        try await site.deliver()
        #expect(try await site.state(of: "bob@example.org") == .waiting)
        site.relay.forget()
        site.clock.advance(by: .hour)
    }

    /// Returns a network with one series for two people.
    private static func network(_ change: (inout TestSeries) -> Void) -> TestNetwork {
        var series = TestSeries()
        series.terms.capacity = 2
        change(&series)
        return TestNetwork(series: [series])
    }

    private func apply(_ change: (inout TestSeries) -> Void) async throws {
        try await site.apply(Self.network(change))
        try await site.deliver()
    }

    private var told: [String] { site.relay.letters.map { "\($0.kind.rawValue) \($0.recipient)" }.sorted() }

    @Test func `new time is emailed to guests who are going, with an updated invitation`() async throws {
        try await apply { $0.time = "20:00" }
        let meetups = try await site.meetups()
        #expect(meetups.allSatisfy { $0.start.time.hour == 20 && $0.revision.sequence == 1 })
        #expect(told == ["changed ada@example.org"])
        let event = try #require(site.relay.letters.first?.calendar?.event)
        #expect(event.line("DTSTART") == "DTSTART;TZID=Europe/Paris:20261210T200000")
        #expect(event["SEQUENCE"] == "1")
    }

    @Test func `new room, venue or duration is emailed to guests who are going`() async throws {
        try await apply { $0.terms.room = "" }
        try await apply { $0.terms.place = "Chez Jeanne" }
        site.clock.advance(by: 1)
        try await apply { $0.terms.duration = "3h" }
        #expect(told == Array(repeating: "changed ada@example.org", count: 3))
        #expect(site.relay.letters.compactMap { $0.calendar?.event?["SEQUENCE"] } == ["1", "2", "3"])
    }

    @Test func `new title or text shows in calendars and is emailed to nobody`() async throws {
        try await apply { $0.terms.title = "Apero de Noel" }
        #expect(try await site.firstMeetup().revision.sequence == 1)
        #expect(told.isEmpty)
        let feed = CalendarText(try await site.visitor.get("/feeds/tours.ics").text)
        #expect(feed.events.first?["SUMMARY"] == "Apero de Noel")
        #expect(feed.events.first?["SEQUENCE"] == "1")
    }

    @Test func `larger capacity promotes waiting guests and changes no calendar`() async throws {
        try await apply { $0.terms.capacity = 4 }
        #expect(told == ["promoted bob@example.org"])
        #expect(try await site.firstMeetup().revision.sequence == 0)
    }

    @Test func `smaller capacity takes no seat from a guest`() async throws {
        try await apply { $0.terms.capacity = 1 }
        #expect(try await site.state(of: "ada@example.org") == .going)
        #expect(told.isEmpty)
    }

    @Test func `cancelled day is emailed to guests who are going or waiting`() async throws {
        try await apply { $0.cancelled = ["2026-12-10"] }
        let meetup = try await site.firstMeetup()
        #expect(meetup.state == .cancelled && meetup.revision.sequence == 1)
        #expect(told == ["cancelled ada@example.org", "cancelled bob@example.org"])
        let letters = site.relay.letters
        let toAda = try #require(letters.first { $0.recipient == "ada@example.org" }?.calendar)
        #expect(toAda.lines.contains("METHOD:CANCEL"))
        #expect(toAda.event?["STATUS"] == "CANCELLED")
        #expect(try #require(letters.first { $0.recipient == "bob@example.org" }).calendar == nil)
    }

    @Test func `day no longer cancelled in the file takes place, and its guests are emailed`() async throws {
        try await apply { $0.cancelled = ["2026-12-10 Flood"] }
        #expect(try await site.firstMeetup().reason == "Flood")
        site.relay.forget()
        site.clock.advance(by: .hour)
        try await apply { _ in }
        let meetup = try await site.firstMeetup()
        #expect(meetup.state == .scheduled && meetup.reason.isEmpty && meetup.revision.sequence == 2)
        #expect(told == ["restored ada@example.org", "restored bob@example.org"])
    }

    @Test func `day moved by the file keeps its guests, and moves back with the file`() async throws {
        let before = try await site.firstMeetup()
        try await apply { $0.move = ["{date: 2026-12-10, start: '2026-12-17T20:00', room: attic}"] }
        let moved = try #require(try await site.meetup(before.id))
        #expect(moved.start.description == "2026-12-17T20:00" && moved.terms.venue.room == "attic")
        #expect(moved.occurrence == before.occurrence && moved.uid == before.uid && moved.revision.sequence == 1)
        try await apply { _ in }
        let back = try #require(try await site.meetup(before.id))
        #expect(back.start == before.start && back.terms == before.terms && back.revision.sequence == 2)
        #expect(told == ["changed ada@example.org", "changed ada@example.org"])
    }

    @Test func `skipped days are deleted, but one with RSVPs stays as an orphaned meetup`() async throws {
        let days = ["2026-12-10", "2027-01-14"]
        let orphans = try await site.apply(Self.network { $0.skip = days })
        #expect(orphans.map { "\($0.start.date)" } == ["2026-12-10"] && orphans.map(\.people) == [3])
        #expect(try await site.meetups().map { "\($0.start.date)" }.prefix(2) == ["2026-12-10", "2027-02-11"])
        #expect(told.isEmpty)
    }

    @Test func `day added by the file belongs to the series`() async throws {
        try await apply { $0.add = ["2026-12-20T11:00"] }
        let added = try #require(try await site.meetups().first { "\($0.start)" == "2026-12-20T11:00" })
        #expect(added.occurrence?.date.description == "2026-12-20" && added.terms.title == "Apero")
        try await apply { _ in }
        #expect(try await site.meetup(added.id) == nil)
    }

    @Test func `new time zone of the city moves every coming meetup`() async throws {
        let before = try await site.firstMeetup()
        var network = Self.network { _ in }
        network.timeZone = "Atlantic/Azores"
        try await site.apply(network)
        try await site.deliver()
        let after = try await site.firstMeetup()
        #expect(after.start == before.start)
        #expect(after.startsAt == before.startsAt.addingTimeInterval(2 * .hour))
        #expect(after.revision.sequence == 1)
        #expect(told == ["changed ada@example.org"])
        #expect(try await site.meetups().allSatisfy { $0.timeZone.name == "Atlantic/Azores" })
    }

    @Test func `new time zone of the city also moves organisers' meetups`() async throws {
        let headers = try await site.organiser()
        let walk = try await site.organiseWalk(headers)
        let daily = try await site.organiseDaily(headers)
        var network = Self.network { _ in }
        network.timeZone = "Atlantic/Azores"
        try await site.apply(network)
        #expect(try await site.meetup(walk.id)?.startsAt == walk.startsAt.addingTimeInterval(2 * .hour))
        #expect(try await site.meetup(walk.id)?.origin == .organiser)
        let occurrences = try await site.meetups().filter { $0.occurrence?.series == daily.id }
        #expect(occurrences.allSatisfy { $0.timeZone.name == "Atlantic/Azores" && $0.start.time.hour == 19 })
    }

    @Test func `change does not affect a meetup that has begun`() async throws {
        try site.clock.move(to: "2026-12-10T18:00:00Z")
        try await apply { $0.time = "20:00" }
        let meetups = try await site.meetups()
        #expect(meetups.map(\.start.time.hour) == [19, 20, 20, 20, 20, 20, 20])
        #expect(told.isEmpty)
    }
}
