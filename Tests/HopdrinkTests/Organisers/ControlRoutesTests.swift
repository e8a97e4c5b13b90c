import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// The routes that the daemon's own commands use.
struct ControlRoutesTests {
    @Test func `token is shown once and stored as a hash`() async throws {
        let site = try await TestSite()
        let made = try await site.control.post("/tokens", json: #"{"name": "Claire, laptop"}"#)
        #expect(made.status == .created)
        #expect(try made.json.names == ["token"])
        let secret = try #require(try made.json["token"]?.text)
        #expect(try await !site.holds(secret))
        let listed = try await site.control.get("/tokens")
        #expect(!listed.text.contains(secret))
        let tokens = try #require(try listed.json["tokens"]?.list)
        #expect(tokens.count == 1 && tokens[0].names == ["created", "id", "name"])
        #expect(tokens[0]["name"]?.text == "Claire, laptop" && tokens[0]["created"]?.text == "2026-12-01T12:00:00Z")
    }

    @Test func `revoked token no longer works`() async throws {
        let site = try await TestSite()
        let headers = try await site.organiser()
        site.clock.advance(by: .hour)
        let others = try await site.organiser()
        let id = try #require(try await site.control.get("/tokens").json["tokens"]?.list?.first?["id"]?.text)
        #expect(try await site.control.ask(.delete, "/tokens/\(id)").status == .noContent)
        #expect(try await site.control.ask(.delete, "/tokens/\(id)").status == .notFound)
        #expect(try await site.control.ask(.delete, "/tokens/nothing").status == .notFound)
        let body = TestSite.walk()
        #expect(try await site.visitor.post("/api/v1/meetups", json: body, headers: headers).status == .unauthorized)
        #expect(try await site.visitor.post("/api/v1/meetups", json: body, headers: others).status == .created)
    }

    @Test(arguments: ["{}", #"{"name": ""}"#, #"{"name": "a\nb"}"#, #"{"name": "Claire", "role": "god"}"#])
    func `token needs a valid name`(json: String) async throws {
        let site = try await TestSite()
        #expect(try await site.control.post("/tokens", json: json).status == .unprocessableContent)
        #expect(try await site.count("organiser_tokens") == 0)
    }

    @Test func `control routes are closed to visitors, and site routes to commands`() async throws {
        let site = try await TestSite()
        for path in ["/tokens", "/letters"] { #expect(try await site.visitor.get(path).status != .ok) }
        #expect(try await site.visitor.post("/tokens", json: #"{"name": "Eve"}"#).status == .notFound)
        #expect(try await site.visitor.ask(.delete, "/tokens/00000000000000000000000000").status == .notFound)
        #expect(try await site.control.get("/en/tours").status == .notFound)
    }

    @Test func `sent and withdrawn letters are not listed`() async throws {
        let site = try await TestSite()
        try await site.join("ada@example.org")
        #expect(try await site.control.get("/letters").json["letters"]?.list == [])
        site.clock.advance(by: 1)
        try await site.ask("ada@example.org")
        let listed = try #require(try await site.control.get("/letters").json["letters"]?.list)
        #expect(listed.map { $0["kind"]?.text } == ["known"])
        #expect(listed.first?.names == ["attempts", "id", "kind", "meetup", "next", "state"])
    }
}
