import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// Creating and revoking a guest's feed.
struct GuestFeedPagesTests {
    private static let ada = "ada@example.org"

    private let site: TestSite
    private let manage: String

    init() async throws {
        site = try await TestSite()
        try await site.join(Self.ada)
        manage = try site.manageLink(of: Self.ada)
    }

    private func status(_ path: String) async throws -> HTTPResponse.Status { try await site.visitor.get(path).status }

    private func feed(_ page: String) -> String { "\(page.dropFirst(3)).ics" }

    @Test func `button on the guest's page creates the feed's address`() async throws {
        let button = try await site.visitor.get(manage).markup.all("form").last
        #expect(button?["action"] == "\(manage)/feed" && button?["method"] == "post")
        let page = try await site.guestFeed(of: Self.ada)
        let answer = try await site.visitor.get(page)
        let links = answer.markup.all("a").compactMap { $0["href"] }
        #expect(answer.status == .ok && links.contains("webcal://hopdrink.test\(feed(page))"))
        #expect(answer.markup.all("a").contains { $0.text == "https://hopdrink.test\(feed(page))" })
        #expect(answer.markup.first("main")?.text.contains("Anyone who has it can see which meetups you go to") == true)
        #expect(answer.markup.all("meta").contains { $0["name"] == "robots" && $0["content"] == "noindex" })
        #expect(answer.headers[.cacheControl] == "no-store" && !answer.text.contains(manage))
    }

    @Test func `revoked feed gives 404, and revoking is idempotent`() async throws {
        let page = try await site.guestFeed(of: Self.ada)
        #expect(try await status(feed(page)) == .ok)
        let form = try #require(try await site.visitor.get(page).markup.first("form")?["action"])
        for _ in 1...2 {
            let answer = try await site.visitor.post(form, form: [:])
            #expect(answer.status == .seeOther && answer.location == "/en/feeds/guest/gone")
        }
        #expect(
            try await site.visitor.get("/en/feeds/guest/gone").markup.first("h1")?.text == "The address is turned off"
        )
        #expect(try await status(page) == .notFound)
        #expect(try await status(feed(page)) == .notFound)
    }

    @Test func `second address leaves the first unchanged`() async throws {
        let pages = [try await site.guestFeed(of: Self.ada), try await site.guestFeed(of: Self.ada)]
        let contents = [try await site.visitor.get(feed(pages[0])), try await site.visitor.get(feed(pages[1]))]
        #expect(pages[0] != pages[1] && contents[0].bytes == contents[1].bytes)
        _ = try await site.visitor.post("\(pages[1])/revoke", form: [:])
        #expect(try await status(feed(pages[0])) == .ok)
        #expect(try await status(feed(pages[1])) == .notFound)
    }

    @Test func `eleventh address replaces the oldest one of the same guest`() async throws {
        try await site.join("bob@example.org")
        let bob = try await site.guestFeed(of: "bob@example.org")
        var pages: [String] = []
        for _ in 1...11 {
            site.clock.advance(by: 1)
            pages.append(try await site.guestFeed(of: Self.ada))
        }
        #expect(try await site.count("guest_feeds") == 11)
        var found: [HTTPResponse.Status] = []
        for page in [bob] + pages { found.append(try await status(feed(page))) }
        #expect(found == [.ok, .notFound] + pages.dropFirst().map { _ in .ok })
    }

    @Test func `only the secret's hash is stored, and no other secret opens a feed`() async throws {
        let page = try await site.guestFeed(of: Self.ada)
        let secret = String(page.suffix(22))
        #expect(try await !site.holds(secret))
        #expect(try await status("/en/rsvps/\(secret)") == .notFound)
        #expect(try await status("/feeds/guest/\(manage.suffix(22)).ics") == .notFound)
        #expect(try await status("/en/feeds/guest/\(manage.suffix(22))") == .notFound)
        #expect(try await site.visitor.post("/en/rsvps/\(secret)/feed", form: [:]).status == .notFound)
    }

    @Test func `another site can neither create nor revoke a feed`() async throws {
        let page = try await site.guestFeed(of: Self.ada)
        for path in ["\(manage)/feed", "\(page)/revoke"] {
            let answer = try await site.visitor.post(path, form: [:], headers: [.origin: "https://evil.test"])
            #expect(answer.status == .forbidden)
        }
        #expect(try await site.count("guest_feeds") == 1)
    }

    @Test(arguments: ["guest/abc", "guest/abcdefghijklmnopqrst-_", "guest/", "guest/gone"])
    func `unknown feed address gives 404`(path: String) async throws {
        #expect(try await status("/feeds/\(path).ics") == .notFound)
    }
}
