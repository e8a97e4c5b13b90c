import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// Following a city: the form, the emails, and the end. The first of December 2026 is a Tuesday.
struct FollowerTests {
    private static let eve = "eve@example.org"
    private let site: TestSite

    init() async throws {
        site = try await TestSite()
    }

    @discardableResult
    private func follow(_ address: String = eve) async throws -> Visitor.Answer {
        site.clock.advance(by: 1)
        let answer = try await site.visitor.post("/en/tours/followers", form: ["email": address])
        try await site.deliver()
        return answer
    }

    private func link() throws -> String {
        let letter = try #require(site.relay.letters(to: Self.eve).last { $0.kind == .follow })
        return try #require(letter.path(containing: "/en/followers/"))
    }

    private func confirm() async throws {
        try await follow()
        #expect(try await site.visitor.post(link(), form: [:]).status == .seeOther)
    }

    private func tell() async throws {
        try await site.notifyFollowers.queueDigests()
        try await site.deliver()
    }

    private var digests: Int { site.relay.kinds(to: Self.eve).filter { $0 == .digest }.count }

    @Test func `form gives the same response for known and new addresses`() async throws {
        let form = try await site.visitor.get("/en/tours").markup.all("form").first
        #expect(form?["action"] == "/en/tours/followers")
        let first = try await follow()
        #expect(first.status == .seeOther && first.location == "/en/tours/followers/sent")
        #expect(try await site.visitor.get("/en/tours/followers/sent").markup.first("h1")?.text == "Check your email")
        try await confirm()
        #expect(try await follow().location == first.location)
        #expect(site.relay.letters(to: Self.eve).last?.plain.contains("You’re already following Tours") == true)
        let faulty = try await follow("eve")
        #expect(faulty.status == .unprocessableContent && faulty.markup[id: "email-fault"] != nil)
        #expect(try await site.visitor.post("/en/atlantis/followers", form: ["email": Self.eve]).status == .notFound)
    }

    @Test func `GET confirms nothing, the button does, and the first digest is sent at once`() async throws {
        try await follow()
        #expect(try await site.visitor.get(link()).text.contains("Yes, email me"))
        try await tell()
        #expect(digests == 0)
        try await confirm()
        #expect(try await site.visitor.get(link()).markup.first("h1")?.text == "You’re following Tours")
        for _ in 1...2 { try await tell() }
        #expect(digests == 1)
        let letter = try #require(site.relay.letters(to: Self.eve).last)
        #expect(letter.plain.contains("There is a new date in Tours.") && letter.plain.contains("10 December"))
        #expect(letter.header("List-Id") == "<tours.hopdrink.test>")
    }

    @Test func `later digests are sent on Mondays, and only if there is news`() async throws {
        try await confirm()
        try await tell()
        try site.clock.move(to: "2026-12-07T09:00:00Z")
        try await tell()
        #expect(digests == 1)
        try site.clock.move(to: "2026-12-14T07:59:00Z")
        try await tell()
        #expect(digests == 1)
        try site.clock.move(to: "2026-12-14T08:00:00Z")
        for _ in 1...2 { try await tell() }
        #expect(digests == 2)
        #expect(site.relay.letters(to: Self.eve).last?.plain.contains("14 January 2027") == true)
    }

    @Test func `address gets at most three confirmation emails a day`() async throws {
        for _ in 1...5 {
            site.clock.advance(by: .minute)
            try await follow()
        }
        #expect(site.relay.letters(to: Self.eve).count == 3)
        site.clock.advance(by: .day)
        try await follow()
        #expect(site.relay.letters(to: Self.eve).count == 4)
    }

    @Test func `unconfirmed follower is erased after two days`() async throws {
        try await follow()
        site.clock.advance(by: 48 * .hour)
        try await site.notifyFollowers.eraseLeft()
        #expect(try await site.count("followers") == 1)
        site.clock.advance(by: 1)
        try await site.notifyFollowers.eraseLeft()
        #expect(try await !site.holds(Self.eve))
        #expect(try await site.visitor.get(link()).status == .notFound)
    }

    @Test func `follower who stops gets no more emails, can restart, and is erased after a month`() async throws {
        try await confirm()
        try await tell()
        for _ in 1...2 { #expect(try await site.visitor.post("\(link())/stop", form: [:]).status == .seeOther) }
        #expect(try await site.visitor.get(link()).text.contains("You no longer follow Tours"))
        try site.clock.move(to: "2026-12-14T09:00:00Z")
        try await tell()
        #expect(digests == 1)
        #expect(try await site.letterRows().contains { $0.kind == "digest" && $0.state == "sent" })
        _ = try await site.visitor.post(link(), form: [:])
        try await tell()
        #expect(digests == 2)
        _ = try await site.visitor.post("\(link())/stop", form: [:])
        site.clock.advance(by: 30 * .day + 1)
        try await site.notifyFollowers.eraseLeft()
        #expect(try await site.count("followers") == 0)
    }

    @Test func `forged link gives 404`() async throws {
        try await confirm()
        let link = try link()
        let forged = String(link.dropLast()) + (link.hasSuffix("0") ? "1" : "0")
        for path in [forged, "/en/followers/x", String(link.dropLast(26))] {
            #expect(try await site.visitor.get(path).status == .notFound)
            #expect(try await site.visitor.post(path, form: [:]).status == .notFound)
        }
        #expect(try await site.visitor.get(link.replacing("/en/followers/", with: "/u/")).status == .notFound)
    }
}
