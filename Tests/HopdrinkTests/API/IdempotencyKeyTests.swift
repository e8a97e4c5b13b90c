import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// A repeated request with the same `Idempotency-Key` has no further effect.
struct IdempotencyKeyTests {
    private let site: TestSite
    private let path: String

    init() async throws {
        site = try await TestSite()
        path = "/api/v1/meetups/\(try await site.firstMeetup().id)/rsvps"
    }

    private static let ada = #"{"name": "Ada", "email": "ada@example.org"}"#
    private static let bob = #"{"name": "Bob", "email": "bob@example.org"}"#

    private func post(_ json: String, _ key: String) async throws -> Visitor.Answer {
        try await site.visitor.post(path, json: json, headers: [.idempotencyKey: key])
    }

    @Test func `same request with the same key gets the same response and changes nothing`() async throws {
        let first = try await post(Self.ada, "one")
        let before = try await site.dump()
        site.clock.advance(by: .hour)
        let second = try await post(Self.ada, "one")
        #expect(second.status == .created && second.bytes == first.bytes && second.headers == first.headers)
        #expect(try await site.dump() == before)
    }

    @Test func `request with another key is a new request`() async throws {
        _ = try await post(Self.ada, "one")
        site.clock.advance(by: .minute)
        _ = try await post(Self.ada, "two")
        #expect(try await site.count("letters") == 2)
    }

    @Test func `key of a request with another body is refused`() async throws {
        _ = try await post(Self.ada, "one")
        let answer = try await post(Self.bob, "one")
        #expect(answer.status == .unprocessableContent)
        #expect(try answer.faultyFields == ["Idempotency-Key"])
        #expect(try await site.count("guests") == 1)
    }

    @Test func `same key on another path is a new request`() async throws {
        _ = try await post(Self.ada, "one")
        let second = try await site.meetups()[1].id
        let answer = try await site.visitor.post(
            "/api/v1/meetups/\(second)/rsvps", json: Self.ada, headers: [.idempotencyKey: "one"]
        )
        #expect(answer.status == .created)
        #expect(try await site.count("rsvps") == 2)
    }

    @Test func `failed request can be corrected under the same key`() async throws {
        #expect(try await post(#"{"name": "Ada"}"#, "one").status == .unprocessableContent)
        #expect(try await post(Self.ada, "one").status == .created)
    }

    @Test(arguments: ["", "two words", "Schlüssel", String(repeating: "k", count: 256)])
    func `malformed key is refused`(key: String) async throws {
        #expect(try await post(Self.ada, key).status == .badRequest)
        #expect(try await site.count("guests") == 0)
    }

    @Test func `key is kept for a day`() async throws {
        _ = try await post(Self.ada, "one")
        site.clock.advance(by: .day + 1)
        _ = try await post(Self.bob, "one")
        #expect(try await site.count("guests") == 2)
        #expect(try await site.count("idempotency_keys") == 1)
    }

    @Test func `repeated request creates one meetup, and two organisers cannot share a key`() async throws {
        var headers = try await site.organiser()
        headers[.idempotencyKey] = "one"
        let first = try await site.visitor.post("/api/v1/meetups", json: TestSite.walk(), headers: headers)
        let again = try await site.visitor.post("/api/v1/meetups", json: TestSite.walk(), headers: headers)
        #expect(first.status == .created && again.bytes == first.bytes)
        var others = try await site.organiser()
        others[.idempotencyKey] = "one"
        let other = try await site.visitor.post("/api/v1/meetups", json: TestSite.walk(), headers: others)
        #expect(other.status == .unprocessableContent)
    }

    @Test func `fifty concurrent requests with one key count as one`() async throws {
        let answers = try await withThrowingTaskGroup(of: Visitor.Answer.self) { group in
            for _ in 1...50 { group.addTask { try await post(Self.ada, "one") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == 50 && Set(answers.map(\.bytes)).count == 1)
        #expect(try await site.count("letters") == 1)
    }
}
