import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// Meetups that the configuration no longer contains. Ada goes to the first with two companions, Bob has not confirmed.
struct OrphanedMeetupsTests {
    private let site: TestSite
    private let meetup: Meetup

    init() async throws {
        site = try await TestSite(TestNetwork(oneOffs: [TestOneOff()]))
        meetup = try await site.firstMeetup()
        try await site.join("ada@example.org", bringing: 2)
        try await site.ask("bob@example.org")
        site.relay.forget()
        site.clock.advance(by: .hour)
    }

    private var headers: HTTPFields {
        get async throws { try await site.organiser() }
    }

    @Test func `ending a series keeps only its meetups with RSVPs`() async throws {
        let orphans = try await site.apply(TestNetwork(series: [], oneOffs: [TestOneOff()]))
        #expect(orphans == [ApplyNetwork.OrphanedMeetup(city: meetup.city, start: meetup.start, people: 3)])
        #expect(try await site.meetups().map(\.terms.title) == ["Apero", "Walk"])
        #expect(try await site.series().endedAt != nil)
        try await site.deliver()
        #expect(!site.relay.letters.contains { $0.kind == .changed || $0.kind == .cancelled })
    }

    @Test func `one-off removed from the configuration stays only if it has RSVPs`() async throws {
        let oneOff = try #require(try await site.meetups().first { $0.occurrence == nil })
        #expect(try await site.apply(TestNetwork()).isEmpty)
        #expect(try await site.meetup(oneOff.id) == nil)
        try await site.apply(TestNetwork(oneOffs: [TestOneOff()]))
        let again = try #require(try await site.meetups().first { $0.occurrence == nil })
        try await site.join("eve@example.org", to: again.id)
        #expect(try await site.apply(TestNetwork()).map(\.people) == [1])
        #expect(try await site.meetup(again.id)?.origin == .organiser)
    }

    @Test func `orphaned meetup can be changed and cancelled by organisers`() async throws {
        let path = "/api/v1/meetups/\(meetup.id)"
        let headers = try await headers
        let refused = try await site.visitor.ask(.patch, path, json: #"{"title": "Last"}"#, headers: headers)
        #expect(refused.status == .conflict)
        try await site.apply(TestNetwork(series: []))
        let taken = try await site.visitor.ask(.patch, path, json: #"{"title": "Last"}"#, headers: headers)
        #expect(taken.status == .ok)
        let cancelled = try await site.visitor.ask(.post, "\(path)/cancel", headers: headers)
        #expect(cancelled.status == .ok)
        try await site.deliver()
        #expect(site.relay.kinds(to: "ada@example.org") == [.cancelled])
    }

    @Test func `after a rule change, meetups with RSVPs that it does not name stay unchanged`() async throws {
        let orphans = try await site.apply(TestNetwork(series: [TestSeries(rule: "third friday", time: "20:00")]))
        #expect(orphans.map(\.start) == [meetup.start])
        let meetups = try await site.meetups()
        #expect(meetups.map(\.start.date.description).prefix(3) == ["2026-12-10", "2026-12-18", "2027-01-15"])
        #expect(meetups.first == meetup.released)
        try await site.deliver()
        #expect(!site.relay.kinds(to: "ada@example.org").contains(.changed))
    }

    @Test func `after a rule change, meetups that it still names stay and are updated`() async throws {
        #expect(try await site.apply(TestNetwork(series: [TestSeries(rule: "every thursday", time: "20:00")])).isEmpty)
        let first = try #require(try await site.meetups().first { $0.id == meetup.id })
        #expect(first.start.description == "2026-12-10T20:00" && first.uid == meetup.uid)
        #expect(first.origin == .configuration)
    }

    @Test func `orphaned meetup is not affected by later changes of its series`() async throws {
        try await site.apply(TestNetwork(series: [TestSeries(rule: "third friday")]))
        var series = TestSeries(rule: "third friday")
        series.terms.title = "Vendredi"
        try await site.apply(TestNetwork(series: [series]))
        let orphaned = try #require(try await site.meetup(meetup.id))
        #expect(orphaned.origin == .organiser && orphaned.terms.title == "Apero")
    }

    @Test func `series that returns adopts its orphaned meetups and updates them again`() async throws {
        try await site.apply(TestNetwork(series: []))
        try await site.apply(TestNetwork(series: [TestSeries(time: "20:00")]))
        let meetups = try await site.meetups()
        #expect(meetups.map(\.start.time.hour) == [20, 20, 20, 20, 20, 20])
        #expect(meetups.first?.id == meetup.id)
        #expect(Set(meetups.map(\.origin)) == [.configuration])
        #expect(try await site.series().endedAt == nil)
    }
}

extension Meetup {
    /// Returns the meetup as it is when released to organisers.
    fileprivate var released: Meetup {
        var meetup = self
        meetup.origin = .organiser
        meetup.isDetached = true
        return meetup
    }
}
