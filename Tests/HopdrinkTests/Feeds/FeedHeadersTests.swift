import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// Rules for every feed and every client.
struct FeedHeadersTests {
    private let site: TestSite
    private let feeds: [String]
    private let file: String

    init() async throws {
        site = try await TestSite()
        try await site.join("ada@example.org")
        let guest = try await site.guestFeed(of: "ada@example.org")
        feeds = [
            "/feeds/network.ics", "/feeds/tours.ics", "/feeds/tour.ics?cities=tours", "/feeds/tours/thursday.ics",
            "/feeds/tours/venues/la-cave.ics", "/feeds/tours.atom", "\(guest.dropFirst(3)).ics",
        ]
        file = "/meetups/\(try await site.firstMeetup().id).ics"
    }

    @Test(arguments: ["Bearer abc", "Basic YTpi", "Bearer", "Negotiate", ""])
    func `credentials make no difference`(authorization: String) async throws {
        for path in feeds + [file] {
            let answer = try await site.visitor.get(path, headers: [.authorization: authorization])
            #expect(answer.status == .ok && answer.headers[.wwwAuthenticate] == nil, "\(path)")
            #expect(answer.bytes == (try await site.visitor.get(path)).bytes, "\(path)")
        }
    }

    @Test func `only the file of a single meetup is an attachment`() async throws {
        for path in feeds {
            #expect(try await site.visitor.get(path).headers[.contentDisposition] == nil, "\(path)")
        }
        #expect(try await site.visitor.get(file).headers[.contentDisposition]?.hasPrefix("attachment") == true)
    }

    @Test func `robots may fetch every feed, and no guest's pages`() async throws {
        let answer = try await site.visitor.get("/robots.txt")
        #expect(answer.status == .ok && answer.headers[.contentType] == "text/plain; charset=utf-8")
        let lines = answer.text.split(separator: "\n").map(String.init)
        #expect(lines.contains("User-agent: *") && lines.contains("Allow: /"))
        let closed = try lines.filter { $0.hasPrefix("Disallow: ") }.map { line in
            try Regex(String(line.dropFirst(10)).replacing("*", with: ".*"))
        }
        let isClosed = { (path: String) in closed.contains { path.prefixMatch(of: $0) != nil } }
        for path in feeds + [file, "/", "/en/", "/en/tours", "/fr/meetups/1", "/styles.css"] {
            #expect(!isClosed(path), "\(path)")
        }
        for path in ["/en/rsvps/abc", "/fr/rsvps/confirm/abc", "/en/meetups/1/rsvps/sent"] {
            #expect(isClosed(path), "\(path)")
        }
    }

    @Test func `guest feed is not indexed, other feeds may be`() async throws {
        for path in feeds {
            let robots = try await site.visitor.get(path).headers[.constant("X-Robots-Tag")]
            #expect(robots == (path.contains("guest") ? "noindex" : nil), "\(path)")
        }
    }
}
