import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// Series, as organisers create and change them.
struct SeriesAPITests {
    private let site: TestSite
    private let headers: HTTPFields

    init() async throws {
        site = try await TestSite(weeksAhead: 6)
        headers = try await site.organiser()
    }

    private func send(_ method: HTTPRequest.Method, _ path: String, _ json: String = "{}") async throws
        -> Visitor.Answer
    {
        try await site.visitor.ask(method, "/api/v1/series\(path)", json: json, headers: headers)
    }

    private func occurrences(of series: Series) async throws -> [Meetup] {
        try await site.meetups().filter { $0.occurrence?.series == series.id }
    }

    @Test func `series is created with its first meetups and shows its next twelve dates`() async throws {
        let answer = try await send(.post, "", TestSite.dailySeries())
        #expect(answer.status == .created)
        let view = try answer.json
        #expect(view.names == ["city", "id", "next", "orphans", "rules", "slug", "time", "title"])
        #expect(view["rules"]?.list == [.text("FREQ=DAILY")])
        let next = try #require(view["next"]?.list)
        #expect(next.count == 12)
        #expect(next[0].names == ["is_cancelled", "start", "weekday"])
        #expect(next[0]["start"]?.text == "2026-12-02T19:00:00+01:00" && next[0]["weekday"]?.text == "wednesday")
        let series = try await site.series("daily")
        #expect(series.origin == .organiser)
        #expect(try await occurrences(of: series).count == 43)
        #expect(try await occurrences(of: series).first?.start.description == "2026-12-01T19:00")
        #expect(try await send(.get, "/\(series.id)").json == view)
    }

    @Test func `rule with an interval counts from today`() async throws {
        let body = TestSite.dailySeries().replacing("every day", with: "every 2 weeks on tuesday")
        let view = try await send(.post, "", body).json
        #expect(view["from"]?.text == "2026-12-01")
        #expect(view["next"]?.list?.first?["start"]?.text == "2026-12-15T19:00:00+01:00")
    }

    @Test func `all field errors of a series are reported at once`() async throws {
        let body = #"{"city": "atlantis", "slug": "no", "rule": "fifth friday", "time": "25:00", "title": "T", "x": 1}"#
        let answer = try await send(.post, "", body)
        #expect(answer.status == .unprocessableContent)
        #expect(try answer.faultyFields.sorted() == ["capacity", "city", "rule", "slug", "time", "venue", "x"])
        #expect(try await site.count("series") == 1)
    }

    @Test func `slug is unique in a city, even after its series has ended`() async throws {
        let series = try await site.organiseDaily(headers)
        #expect(try await send(.post, "", TestSite.dailySeries()).faultyFields == ["slug"])
        #expect(try await send(.post, "/\(series.id)/cancel").status == .ok)
        #expect(try await send(.post, "", TestSite.dailySeries()).faultyFields == ["slug"])
    }

    @Test func `change reaches every coming meetup and is emailed to guests`() async throws {
        let series = try await site.organiseDaily(headers)
        let second = try await occurrences(of: series)[1]
        try await site.join("ada@example.org", to: second.id)
        site.clock.advance(by: 1)
        let answer = try await send(.patch, "/\(series.id)", #"{"time": "20:00", "capacity": 9, "room": "hall"}"#)
        #expect(answer.status == .ok)
        #expect(try answer.json["time"]?.text == "20:00")
        let occurrences = try await occurrences(of: series)
        #expect(
            occurrences.allSatisfy {
                $0.start.time.hour == 20 && $0.terms.capacity == 9 && $0.terms.venue.room == "hall"
            })
        #expect(occurrences.allSatisfy { $0.revision.sequence == 1 })
        try await site.deliver()
        #expect(site.relay.kinds(to: "ada@example.org") == [.confirm, .going, .changed])
        site.clock.advance(by: 3 * .day)
        try await site.generateDueMeetups()
        #expect(try await self.occurrences(of: series).last?.start.description == "2027-01-15T20:00")
    }

    @Test func `new rule keeps matching meetups, and lists one with RSVPs as orphaned`() async throws {
        let series = try await site.organiseDaily(headers)
        let occurrences = try await occurrences(of: series)
        let (fitting, orphaned) = (occurrences[3], occurrences[4])
        #expect(fitting.start.date.weekday == .friday)
        try await site.join("ada@example.org", bringing: 2, to: orphaned.id)
        site.relay.forget()
        let view = try await send(.patch, "/\(series.id)", #"{"rule": "every friday", "time": "20:00"}"#).json
        #expect(view["rules"]?.list == [.text("FREQ=WEEKLY;BYDAY=FR")])
        #expect(view["orphans"]?.list?.count == 1)
        let listed = view["orphans"]?.list?.first
        #expect(listed?["id"]?.text == orphaned.id.text && listed?["people"]?.number == 3)
        let after = try await self.occurrences(of: series)
        #expect(
            after.filter { $0.id != orphaned.id }.allSatisfy {
                $0.start.date.weekday == .friday && $0.start.time.hour == 20
            })
        #expect(after.contains { $0.id == fitting.id } && after.contains(orphaned))
        try await site.deliver()
        #expect(site.relay.letters.isEmpty)
        _ = try await site.visitor.ask(.post, "/api/v1/meetups/\(orphaned.id)/cancel", headers: headers)
        #expect(try await send(.get, "/\(series.id)").json["orphans"]?.list?.isEmpty == true)
    }

    @Test(arguments: [(#"{"rule": "fifth friday"}"#, "rule"), (#"{"rule": "every friday until 2020-01-01"}"#, "rule")])
    func `rule that names no coming date changes nothing`(body: String, field: String) async throws {
        let series = try await site.organiseDaily(headers)
        let answer = try await send(.patch, "/\(series.id)", body)
        #expect(answer.status == .unprocessableContent)
        #expect(try answer.faultyFields == [field])
        #expect(try await site.series("daily") == series)
    }

    @Test func `start is not a field of a series, and all field errors are reported at once`() async throws {
        let series = try await site.organiseDaily(headers)
        let answer = try await send(
            .patch, "/\(series.id)", #"{"start": "2027-01-01T10:00", "time": "7pm", "title": ""}"#)
        #expect(try answer.faultyFields.sorted() == ["start", "time", "title"])
        #expect(try await site.series("daily") == series)
    }

    @Test func `cancelling a series ends it, cancels its meetups and emails their guests`() async throws {
        let series = try await site.organiseDaily(headers)
        try await site.join("ada@example.org", to: try await occurrences(of: series)[1].id)
        let answer = try await site.visitor.ask(.post, "/api/v1/series/\(series.id)/cancel", headers: headers)
        #expect(answer.status == .ok)
        #expect(try answer.json["ended"]?.text == "2026-12-01T12:00:00Z" && answer.json["next"]?.list == [])
        #expect(try await occurrences(of: series).allSatisfy { $0.state == .cancelled })
        try await site.deliver()
        #expect(site.relay.kinds(to: "ada@example.org").last == .cancelled)
        for (method, path) in [(HTTPRequest.Method.post, "/cancel"), (.patch, "")] {
            #expect(try await send(method, "/\(series.id)\(path)").status == .conflict)
        }
    }

    @Test func `series can be deleted only while it has no RSVPs`() async throws {
        let series = try await site.organiseDaily(headers)
        let occurrence = try await occurrences(of: series)[0]
        try await site.ask("ada@example.org", to: occurrence.id)
        #expect(try await send(.delete, "/\(series.id)").status == .conflict)
        try await site.execute("DELETE FROM rsvps")
        #expect(try await send(.delete, "/\(series.id)").status == .noContent)
        #expect(try await send(.get, "/\(series.id)").status == .notFound)
        #expect(try await occurrences(of: series).isEmpty)
    }

    @Test func `series from the configuration is shown and cannot be changed`() async throws {
        let series = try await site.series()
        let before = try await site.dump()
        #expect(try await send(.get, "/\(series.id)").json["slug"]?.text == "thursday")
        for (method, path) in [(HTTPRequest.Method.patch, ""), (.post, "/cancel"), (.delete, "")] {
            let answer = try await send(method, "/\(series.id)\(path)")
            #expect(answer.status == .conflict)
            #expect(try answer.json["detail"]?.text?.contains("configuration file") == true)
        }
        #expect(try await site.dump() == before)
    }
}
