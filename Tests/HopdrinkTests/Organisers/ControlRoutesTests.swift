import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// What the daemon's own commands ask for.
struct ControlRoutesTests {
    @Test func `a token is shown once and kept as a hash`() async throws {
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

    @Test func `a token that is taken back opens nothing any more`() async throws {
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
    func `a token without a name is none`(json: String) async throws {
        let site = try await TestSite()
        #expect(try await site.control.post("/tokens", json: json).status == .unprocessableContent)
        #expect(try await site.count("organiser_tokens") == 0)
    }

    @Test func `nothing of it is open to the world, and nothing of the site to the commands`() async throws {
        let site = try await TestSite()
        for path in ["/tokens", "/letters"] { #expect(try await site.visitor.get(path).status != .ok) }
        #expect(try await site.visitor.post("/tokens", json: #"{"name": "Eve"}"#).status == .notFound)
        #expect(try await site.visitor.ask(.delete, "/tokens/00000000000000000000000000").status == .notFound)
        #expect(try await site.control.get("/en/tours").status == .notFound)
    }

    @Test func `no letter is listed that was sent or was withdrawn`() async throws {
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
