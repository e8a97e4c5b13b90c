import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// Meetups added to a series on days that its rules do not name.
struct AddedMeetupTests {
    private let site: TestSite
    private let headers: HTTPFields
    private let series: String

    init() async throws {
        site = try await TestSite(TestNetwork())
        headers = try await site.organiser()
        let body = """
            {"city": "tours", "slug": "monday", "title": "Monday", "rule": "every monday", "time": "18:00",
            "capacity": 5, "venue": {"name": "La Gare", "address": "1 place du General Leclerc"},
            "cancelled": ["2026-12-07 Strike"]}
            """
        let made = try await site.visitor.ask(.post, "/api/v1/series", json: body, headers: headers)
        series = try #require(try made.json["id"]?.text)
    }

    private func add(_ start: String, to series: String? = nil) async throws -> Visitor.Answer {
        try await site.visitor.ask(
            .post, "/api/v1/series/\(series ?? self.series)/meetups", json: #"{"start": "\#(start)"}"#, headers: headers
        )
    }

    private func occurrences() async throws -> [String] {
        try await site.meetups().filter { $0.occurrence?.series.text == series }.map { "\($0.start)" }
    }

    @Test func `added meetup stays in the series`() async throws {
        let answer = try await add("2026-12-09T20:00")
        #expect(answer.status == .created)
        #expect(try answer.json["series"]?.text == series && answer.json["title"]?.text == "Monday")
        #expect(try await occurrences().prefix(3) == ["2026-12-07T18:00", "2026-12-09T20:00", "2026-12-14T18:00"])
        try await site.generateDueMeetups()
        #expect(try await occurrences().count { $0 == "2026-12-09T20:00" } == 1)
    }

    @Test(arguments: [("2026-12-14T20:00", "start"), ("2020-01-01T20:00", "start"), ("tomorrow", "start")])
    func `day that is taken, past or malformed cannot be added`(start: String, field: String) async throws {
        let answer = try await add(start)
        #expect(answer.status == .unprocessableContent)
        #expect(try answer.faultyFields == [field])
    }

    @Test func `deleted meetup can be added again, also at another time`() async throws {
        let monday = try #require(try await site.meetups().first { "\($0.start)" == "2026-12-14T18:00" })
        let path = "/api/v1/meetups/\(monday.id)"
        #expect(try await site.visitor.ask(.delete, path, headers: headers).status == .noContent)
        #expect(try await add("2026-12-14T20:00").status == .created)
        #expect(try await occurrences().contains("2026-12-14T20:00"))
    }

    @Test func `meetup cancelled from the start takes place once it is restored`() async throws {
        let monday = try #require(try await site.meetups().first { "\($0.start)" == "2026-12-07T18:00" })
        #expect(monday.state == .cancelled && monday.reason == "Strike")
        let path = "/api/v1/meetups/\(monday.id)/restore"
        #expect(try await site.visitor.ask(.post, path, headers: headers).status == .ok)
        let change = try await site.visitor.ask(
            .patch, "/api/v1/series/\(series)", json: #"{"title": "Lundi"}"#, headers: headers)
        #expect(change.status == .ok)
        let after = try #require(try await site.meetup(monday.id))
        #expect(after.state == .scheduled && after.terms.title == "Lundi")
    }

    @Test func `meetup cannot be added over HTTP to a series from the configuration file`() async throws {
        let configured = try await site.series().id.text
        #expect(try await add("2026-12-09T20:00", to: configured).status == .conflict)
    }
}
