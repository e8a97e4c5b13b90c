import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

struct RSVPAPITests {
    private let site: TestSite
    private let path: String

    init() async throws {
        site = try await TestSite()
        path = "/api/v1/meetups/\(try await site.firstMeetup().id)/rsvps"
    }

    private static let ada = #"{"name": "Ada", "email": "ada@example.org", "companions": 1}"#

    private func post(_ json: String, _ headers: HTTPFields = [:]) async throws -> Visitor.Answer {
        try await site.visitor.post(path, json: json, headers: headers)
    }

    @Test func `RSVP is accepted and waits for its confirmation`() async throws {
        let answer = try await post(Self.ada)
        #expect(answer.status == .created)
        #expect(try answer.json.names == ["detail", "meetup", "state"])
        #expect(try answer.json["state"]?.text == "pending")
        try await site.deliver()
        try await site.press(.confirm, of: "ada@example.org")
        #expect(try await site.rsvp(of: "ada@example.org")?.companions == 1)
        #expect(try await site.state(of: "ada@example.org") == .going)
    }

    @Test func `all field errors are reported at once, by field`() async throws {
        let answer = try await post(#"{"name": " ", "email": "ada@@example.org", "companions": "many", "shoe": 43}"#)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.headers[.contentType] == "application/problem+json")
        #expect(try answer.faultyFields.sorted() == ["companions", "email", "name", "shoe"])
        let errors = try #require(try answer.json["errors"]?.list)
        #expect(errors.allSatisfy { $0["detail"]?.text?.isEmpty == false })
        #expect(try await site.count("guests") == 0)
    }

    @Test(arguments: [
        #"{}"#, #"[]"#, #""Ada""#, #"{"name": ["Ada"], "email": {"a": 1}}"#, #"{"name": null, "email": null}"#,
        #"{"name": "Ada", "email": "ada@example.org\u0000"}"#, #"{"name": "A\u0007da", "email": "ada@example.org"}"#,
        #"{"name": "Ada", "email": "ada@example.org", "companions": 20}"#,
        #"{"name": "Ada", "email": "ada@example.org", "companions": 1.5}"#,
        #"{"name": "\u202EAda", "email": "ada@example.org"}"#,
        #"{"name": "Ada", "email": "ada@example.org\r\nBcc: bob@example.org"}"#,
    ])
    func `malformed RSVP gives 422 and stores nothing`(json: String) async throws {
        #expect(try await post(json).status == .unprocessableContent)
        #expect(try await site.count("guests") == 0)
    }

    @Test func `address of three hundred characters is refused`() async throws {
        let long = String(repeating: "a", count: 288) + "@example.org"
        let answer = try await post(#"{"name": "Ada", "email": "\#(long)"}"#)
        #expect(try answer.faultyFields == ["email"])
    }

    @Test(arguments: [#"{"name": "#, "", "name=Ada", "nul", "{'name': 1}"])
    func `body that is not JSON gives 400`(text: String) async throws {
        #expect(try await post(text).status == .badRequest)
    }

    @Test func `body that is not UTF-8 gives 400`() async throws {
        let answer = try await site.visitor.ask(
            .post, path, body: Array(#"{"name": ""#.utf8) + [0xFF] + Array(#""}"#.utf8),
            headers: [.contentType: "application/json"]
        )
        #expect(answer.status == .badRequest)
    }

    @Test func `another media type gives 415, and a body that is too large 413`() async throws {
        let form = try await site.visitor.post(path, form: ["name": "Ada", "email": "ada@example.org"])
        #expect(form.status == .unsupportedMediaType)
        let large = try await post(#"{"name": ""# + String(repeating: "x", count: 70_000) + #""}"#)
        #expect(large.status == .contentTooLarge)
        let bare = try await site.visitor.ask(.post, path, body: Array(Self.ada.utf8))
        #expect(bare.status == .unsupportedMediaType)
    }

    @Test func `meetup that has begun or is cancelled gives 409, and an unknown one 404`() async throws {
        try site.clock.move(to: "2026-12-10T18:00:00Z")
        let late = try await post(Self.ada)
        #expect(late.status == .conflict)
        #expect(try late.json["detail"]?.text == "This meetup has started or is over.")
        try site.clock.move(to: "2026-12-05T12:00:00Z")
        try await site.apply(TestNetwork(series: [TestSeries(cancelled: ["2026-12-10"])]))
        #expect(try await post(Self.ada).json["detail"]?.text == "This meetup is cancelled.")
        let nowhere = try await site.visitor.post("/api/v1/meetups/00000000000000000000000000/rsvps", json: Self.ada)
        #expect(nowhere.status == .notFound)
    }

    @Test func `page of another site cannot make a browser RSVP`() async throws {
        #expect(try await post(Self.ada, [.origin: "https://evil.test"]).status == .forbidden)
        #expect(try await site.count("guests") == 0)
    }
}
