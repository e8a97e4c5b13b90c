import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// The history of a series' own calendar: how the changes of the series and of its meetups are counted.
struct SeriesHistoryTests {
    private let site: TestSite
    private let headers: HTTPFields

    init() async throws {
        site = try await TestSite(weeksAhead: 6)
        headers = try await site.organiser()
    }

    private func history(_ slug: String = "daily") async throws -> SeriesHistory {
        let id = try await site.series(slug).id
        return try await site.database.read { try $0.seriesHistory.find(of: id) }
    }

    private func send(_ method: HTTPRequest.Method, _ path: String, _ json: String = "{}") async throws {
        let answer = try await site.visitor.ask(method, "/api/v1/\(path)", json: json, headers: headers)
        #expect([.ok, .noContent].contains(answer.status), "\(path)")
    }

    @Test func `new series starts at its first day with no changes`() async throws {
        _ = try await site.organiseDaily(headers)
        let history = try await history()
        #expect(history.anchor.description == "2026-12-01")
        #expect(history.revision == Revision(first: site.clock.now))
    }

    @Test func `change of a series is counted once, and a later one even if the clock stands still`() async throws {
        let series = try await site.organiseDaily(headers)
        let first = try await history().revision
        site.clock.advance(by: .hour)
        try await send(.patch, "series/\(series.id)", #"{"title": "Other"}"#)
        #expect(try await history().revision == first.next(at: site.clock.now))
        try await send(.patch, "series/\(series.id)", #"{"title": "One more"}"#)
        #expect(try await history().revision == first.next(at: site.clock.now).next(at: site.clock.now))
    }

    @Test func `visible changes of a single meetup are counted`() async throws {
        _ = try await site.organiseDaily(headers)
        let occurrences = try await site.meetups().filter { $0.terms.title == "Daily" }
        try await send(.patch, "meetups/\(occurrences[1].id)", #"{"title": "Other"}"#)
        #expect(try await history().revision.sequence == 1)
        try await send(.patch, "meetups/\(occurrences[1].id)", #"{"capacity": 7}"#)
        #expect(try await history().revision.sequence == 1)
        try await send(.post, "meetups/\(occurrences[2].id)/cancel")
        try await send(.delete, "meetups/\(occurrences[3].id)")
        let revision = try await history().revision
        #expect(revision.sequence == 3 && revision.modified == site.clock.now.addingTimeInterval(3))
    }

    @Test func `occurrence cancelled in advance is counted when it is created`() async throws {
        let cancelled = TestSeries(rule: "every day", cancelled: ["2027-01-14"])
        try await site.apply(TestNetwork(series: [cancelled]))
        let before = try await history("thursday").revision
        site.clock.advance(by: .day)
        try await site.generateDueMeetups()
        #expect(try await history("thursday").revision == before)
        site.clock.advance(by: .day)
        try await site.generateDueMeetups()
        #expect(try await history("thursday").revision == before.next(at: site.clock.now))
    }

    @Test func `change of time or time zone moves the first day to the current date in the city`() async throws {
        try site.clock.move(to: "2026-12-05T23:30:00Z")
        try await site.apply(TestNetwork(series: [TestSeries(terms: TestTerms(title: "Other"))]))
        #expect(try await history("thursday").anchor.description == "2026-12-01")
        try await site.apply(TestNetwork(series: [TestSeries(time: "20:00", terms: TestTerms(title: "Other"))]))
        #expect(try await history("thursday").anchor.description == "2026-12-06")
        site.clock.advance(by: .day)
        var network = TestNetwork(series: [TestSeries(time: "20:00", terms: TestTerms(title: "Other"))])
        network.timeZone = "Atlantic/Azores"
        let before = try await history("thursday").revision
        try await site.apply(network)
        #expect(try await history("thursday").anchor.description == "2026-12-06")
        #expect(try await history("thursday").revision.sequence == before.sequence + 1)
    }
}
