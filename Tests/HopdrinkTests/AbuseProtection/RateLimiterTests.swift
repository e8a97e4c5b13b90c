import Domain
import Foundation
import HTTPTypes
import Logging
import Synchronization
import Testing

@testable import Hopdrink

/// Limits on forms and emails.
struct RateLimiterTests {
    /// Counts logged lines.
    private final class Log: LogHandler, Sendable {
        private let lines = Mutex(0)
        var count: Int { lines.withLock { $0 } }
        var metadata: Logger.Metadata {
            get { [:] }
            set {}
        }
        var logLevel: Logger.Level {
            get { .info }
            set {}
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { nil }
            set {}
        }

        func log(event: LogEvent) { lines.withLock { $0 += 1 } }
    }

    private func site(
        _ series: TestSeries = TestSeries(), _ change: (inout AbuseSettings) throws -> Void
    ) async throws -> TestSite {
        var abuse = AbuseSettings.none
        try change(&abuse)
        return try await TestSite(TestNetwork(series: [series]), abuse: abuse)
    }

    private func answers(
        _ site: TestSite, from peer: String? = "192.0.2.1", _ headers: HTTPFields = [:]
    ) async throws -> Visitor.Answer {
        var visitor = site.visitor
        visitor.peer = peer
        return try await visitor.post(
            "/en/tours/followers", form: ["email": "nobody", "form_token": ""], headers: headers)
    }

    @Test func `forms per address are limited, and one is accepted again later`() async throws {
        let site = try await site { $0.limits.addressPrefix = Rate(3, per: 3600) }
        for _ in 1...3 { #expect(try await answers(site).status == .unprocessableContent) }
        let refused = try await answers(site)
        #expect(refused.status == .tooManyRequests)
        #expect(refused.headers[.retryAfter] == "1200")
        #expect(refused.markup.first("h1")?.text == "Too many requests")
        let id = try await site.firstMeetup().id
        let api = try await site.visitor.post("/api/v1/meetups/\(id)/rsvps", json: "{}")
        #expect(api.status == .tooManyRequests && api.headers[.retryAfter] == "1200")
        #expect(api.headers[.contentType] == "application/problem+json")
        #expect(try await site.visitor.get("/en/tours").status == .ok)
        #expect(try await answers(site, from: "192.0.2.2").status == .unprocessableContent)
        site.clock.advance(by: 1200)
        #expect(try await answers(site).status == .unprocessableContent)
        #expect(try await answers(site).status == .tooManyRequests)
    }

    @Test func `IPv6 network counts as one household, and a mapped IPv4 address as IPv4`() async throws {
        let site = try await site { $0.limits.addressPrefix = Rate(1, per: 3600) }
        #expect(try await answers(site, from: "2001:db8::1").status == .unprocessableContent)
        #expect(try await answers(site, from: "2001:db8::ffff:2").status == .tooManyRequests)
        #expect(try await answers(site, from: "2001:db8:0:1::1").status == .unprocessableContent)
        #expect(try await answers(site, from: "::ffff:192.0.2.7").status == .unprocessableContent)
        #expect(try await answers(site, from: "192.0.2.7").status == .tooManyRequests)
    }

    @Test func `X-Forwarded-For is trusted from a trusted proxy only`() async throws {
        let claim = { (text: String) -> HTTPFields in [.constant("X-Forwarded-For"): text] }
        let bare = try await site { $0.limits.addressPrefix = Rate(1, per: 3600) }
        #expect(try await answers(bare, claim("192.0.2.8")).status == .unprocessableContent)
        #expect(try await answers(bare, claim("192.0.2.9")).status == .tooManyRequests)
        let behind = try await site {
            $0.limits.addressPrefix = Rate(1, per: 3600)
            $0.proxies = TrustedProxies([try IPNetwork(parsing: "127.0.0.0/8")])
        }
        let proxy = "127.0.0.1"
        #expect(try await answers(behind, from: proxy, claim("192.0.2.8")).status == .unprocessableContent)
        #expect(try await answers(behind, from: proxy, claim("192.0.2.9")).status == .unprocessableContent)
        #expect(try await answers(behind, from: proxy, claim("192.0.2.1, 192.0.2.9")).status == .tooManyRequests)
        #expect(try await answers(behind, from: nil, claim("192.0.2.10")).status == .unprocessableContent)
        #expect(try await answers(behind, from: nil, claim("192.0.2.10")).status == .tooManyRequests)
    }

    @Test func `emails to one mailbox stop silently, whichever form asks for them`() async throws {
        let site = try await site { $0.limits.emailAddress = Rate(2, per: 3600) }
        let first = try await site.ask("ada@example.org")
        _ = try await site.visitor.post("/en/tours/followers", form: ["email": "Ada+tours@Example.org"])
        let before = try await site.dump().filter { $0.key != "asks" }
        site.clock.advance(by: 1)
        let third = try await site.ask("ADA@example.org", bringing: 3)
        let followed = try await site.visitor.post("/en/tours/followers", form: ["email": "ada@example.org"])
        let id = try await site.firstMeetup().id
        let json = #"{"name": "Ada", "email": "ada+x@example.org"}"#
        let api = try await site.visitor.post("/api/v1/meetups/\(id)/rsvps", json: json)
        #expect(third.status == .seeOther && third.headers == first.headers && third.bytes == first.bytes)
        #expect(followed.location == "/en/tours/followers/sent" && api.status == .created)
        #expect(try await site.dump().filter { $0.key != "asks" } == before)
        #expect(try await site.count("asks") == 3)
        #expect(try await site.ask("bob@example.org").status == .seeOther)
        #expect(try await site.count("letters") == 3)
        site.clock.advance(by: 1800)
        try await site.ask("ada@example.org", bringing: 3)
        #expect(try await site.asks(of: "ada@example.org").last?.content?.companions == 3)
    }

    @Test func `RSVPs per meetup are limited, whoever sends them`() async throws {
        let site = try await site { $0.limits.meetup = Rate(2, per: 3600) }
        for name in ["ada", "bob"] { #expect(try await site.ask("\(name)@example.org").status == .seeOther) }
        let refused = try await site.ask("cleo@example.org")
        #expect(refused.status == .tooManyRequests && refused.headers[.retryAfter] == "1800")
        #expect(try await site.count("guests") == 2)
        let next = try await site.meetups()[1].id
        #expect(try await site.ask("cleo@example.org", to: next).status == .seeOther)
    }

    @Test func `emails caused by strangers are limited in total, also over the API`() async throws {
        let site = try await site {
            $0.limits.emails = Rate(2, per: 3600)
            $0.limits.emailAddress = Rate(1, per: 3600)
        }
        #expect(try await site.ask("ada@example.org").status == .seeOther)
        for _ in 1...3 { #expect(try await site.ask("ada@example.org").status == .seeOther) }
        #expect(try await site.ask("bob@example.org").status == .seeOther)
        let id = try await site.firstMeetup().id
        // Also for addresses that already had too many emails: otherwise the response would reveal them.
        for name in ["ada", "cleo"] {
            let form = try await site.ask("\(name)@example.org")
            let json = #"{"name": "Ada", "email": "\#(name)@example.org"}"#
            let api = try await site.visitor.post(
                "/api/v1/meetups/\(id)/rsvps", json: json, headers: [.idempotencyKey: name]
            )
            let follow = try await site.visitor.post("/en/tours/followers", form: ["email": "\(name)@example.org"])
            for answer in [form, api, follow] {
                #expect(answer.status == .tooManyRequests && answer.headers[.retryAfter] == "1800")
            }
        }
        #expect(try await site.count("guests") == 2)
        #expect(try await site.count("idempotency_keys") == 0)
        site.clock.advance(by: 1800)
        #expect(try await site.ask("cleo@example.org").status == .seeOther)
    }

    @Test func `repeated request with its key gets its stored response whatever the limits`() async throws {
        let site = try await site { $0.limits.emails = Rate(1, per: 3600) }
        let id = try await site.firstMeetup().id
        let json = #"{"name": "Ada", "email": "ada@example.org"}"#
        for _ in 1...2 {
            let answer = try await site.visitor.post(
                "/api/v1/meetups/\(id)/rsvps", json: json, headers: [.idempotencyKey: "one"]
            )
            #expect(answer.status == .created)
        }
    }

    @Test func `hostile requests cause no log lines`() async throws {
        let site = try await site { $0.limits.addressPrefix = Rate(4, per: 3600) }
        let log = Log()
        var visitor = site.visitor
        visitor.log = { _ in log }
        let path = "/en/tours/followers"
        for formToken in ["", "x"] {
            _ = try await visitor.post(path, form: ["email": "a@example.org", "form_token": formToken])
        }
        _ = try await visitor.post(path, form: ["email": "a@example.org", "form_token": "", "website": "x"])
        _ = try await visitor.ask(.post, path, body: [1], headers: [.contentType: "text/plain"])
        for _ in 1...3 {
            #expect(try await visitor.post(path, form: ["email": "a@example.org"]).status == .tooManyRequests)
        }
        #expect(log.count == 0)
    }
}
