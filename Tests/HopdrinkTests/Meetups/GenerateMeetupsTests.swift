import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// The window of meetups that are created ahead, as days pass.
struct GenerateMeetupsTests {
    private static let everyDay = TestNetwork(series: [TestSeries(rule: "every day")])

    @Test func `window moves with the days`() async throws {
        let site = try await TestSite(Self.everyDay, weeksAhead: 6)
        #expect(try await site.meetups().last?.start.date.description == "2027-01-12")
        let made = try await site.meetups().count
        site.clock.advance(by: 3 * .day)
        try await site.generateDueMeetups()
        #expect(try await site.meetups().last?.start.date.description == "2027-01-15")
        #expect(try await site.meetups().count == made)
        #expect(try await site.count("meetups") == made + 3)
    }

    @Test func `meetups are not created twice`() async throws {
        let site = try await TestSite(Self.everyDay, weeksAhead: 6)
        let before = try await site.dump()
        site.clock.advance(by: .hour)
        try await site.generateDueMeetups()
        #expect(try await site.dump()["meetups"] == before["meetups"])
    }

    @Test func `meetups missed during a long pause are not created afterwards`() async throws {
        let site = try await TestSite(Self.everyDay, weeksAhead: 6)
        try site.clock.move(to: "2027-06-01T16:30:00Z")
        try await site.generateDueMeetups()
        let meetups = try await site.meetups()
        #expect(meetups.first?.start.description == "2027-06-01T19:00")
        #expect(meetups.count == 43)
    }

    @Test func `local time stays the same when daylight saving time changes`() async throws {
        let site = try await TestSite(TestNetwork(series: [TestSeries(rule: "last sunday", time: "02:30")]))
        let meetups = try await site.meetups()
        #expect(Set(meetups.map(\.start.time.description)) == ["02:30"])
        let march = try #require(meetups.first { $0.start.date.description == "2027-03-28" })
        // This time is skipped that night. It is read with the offset before the change.
        #expect(march.startsAt == (try .utc("2027-03-28T01:30:00Z")))
        #expect(meetups.first?.startsAt == (try .utc("2026-12-27T01:30:00Z")))
        #expect(meetups.last?.startsAt == (try .utc("2027-05-30T00:30:00Z")))
    }

    @Test func `deleted meetup stays deleted`() async throws {
        let site = try await TestSite(TestNetwork(series: []), weeksAhead: 6)
        let headers = try await site.organiser()
        let series = try await site.organiseDaily(headers)
        let second = try await site.meetups()[1]
        let deleted = try await site.visitor.ask(.delete, "/api/v1/meetups/\(second.id)", headers: headers)
        #expect(deleted.status == .noContent)
        let path = "/api/v1/series/\(series.id)"
        _ = try await site.visitor.ask(.patch, path, json: #"{"title": "Other"}"#, headers: headers)
        try await site.generateDueMeetups()
        let meetups = try await site.meetups()
        #expect(meetups.count == 42)
        #expect(!meetups.contains { $0.occurrence == second.occurrence })
        #expect(Set(meetups.map(\.terms.title)) == ["Other"])
    }

    @Test func `series that ended creates no more meetups`() async throws {
        let site = try await TestSite(TestNetwork(series: []), weeksAhead: 6)
        let headers = try await site.organiser()
        let series = try await site.organiseDaily(headers)
        let cancelled = try await site.visitor.ask(.post, "/api/v1/series/\(series.id)/cancel", headers: headers)
        #expect(cancelled.status == .ok)
        let made = try await site.count("meetups")
        site.clock.advance(by: 7 * .day)
        try await site.generateDueMeetups()
        #expect(try await site.count("meetups") == made)
        #expect(try await site.meetups().allSatisfy { $0.state == .cancelled })
    }

    @Test func `series with UNTIL or COUNT end by themselves`() async throws {
        let site = try await TestSite(
            TestNetwork(series: [
                TestSeries(slug: "until", rule: "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261218"),
                TestSeries(slug: "count", rule: "every thursday 4 times", from: "2026-12-03"),
            ])
        )
        #expect(
            try await site.meetups().map(\.start.date.description) == [
                "2026-12-03", "2026-12-04", "2026-12-10", "2026-12-11", "2026-12-17", "2026-12-18", "2026-12-24",
            ])
    }

    @Test(.timeLimit(.minutes(14)))
    func `organiser's series in a removed city pauses and does not block others`() async throws {
        let site = try await TestSite(TestNetwork(series: [], hasBerlin: true), weeksAhead: 6)
        let headers = try await site.organiser()
        _ = try await site.organiseDaily(in: "berlin", headers)
        try await site.apply(TestNetwork(series: [TestSeries(rule: "every day")]))
        site.clock.advance(by: 3 * .day)
        try await site.generateDueMeetups()
        #expect(try await site.meetups().last?.start.date.description == "2027-01-15")
        #expect(try await site.meetups(in: "berlin").last?.start.date.description == "2027-01-12")
    }
}
