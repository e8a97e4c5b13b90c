import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// Rules for every address of the site.
struct SiteTests {
    private let site: TestSite
    private let meetup: Meetup
    private let confirm: String
    private let manage: String
    private let feed: String

    init() async throws {
        site = try await TestSite(TestNetwork(oneOffs: [TestOneOff()], hasBerlin: true))
        meetup = try await site.firstMeetup()
        try await site.join("ada@example.org")
        try await site.ask("bob@example.org")
        try await site.deliver()
        confirm = try site.link(in: .confirm, to: "bob@example.org")
        manage = try site.manageLink(of: "ada@example.org")
        feed = try await site.guestFeed(of: "ada@example.org")
    }

    private var pages: [String] {
        [
            "/", "/en", "/en/", "/tours", "/en/tours", "/en/berlin", "/en/meetups/\(meetup.id)",
            "/en/meetups/\(meetup.id)/rsvps/sent", "/en/tours/followers/sent", "/en/tours/followers",
            "\(manage)/asked", "/u/nothing", "/en/followers/nothing", confirm, manage, "/styles.css", "/favicon.svg",
            "/robots.txt", "/en/data", "/en/data/sent", "/en/data/erased", "/en/data/nothing",
            "/en/data/nothing/export.json", "/en/data/nothing/erase", "/en/city-requests", "/en/city-requests/sent",
            "/en/city-requests/withdrawn", "/en/city-requests/nothing", "/sitemap.xml", "/picture.png",
            "/touch-icon.png",
            "/en/tours/thursday", "/en/tours/embed", "/en/tours/nothing", "/en/meetups/\(meetup.id)?zone=Asia/Tokyo",
            "/feeds/tours.ics",
            "/feeds/tours.atom", feed, "/en/feeds/guest/gone", "\(feed.dropFirst(3)).ics",
            "/meetups/\(meetup.id).ics", "/api/v1/cities", "/api/v1/cities/tours/meetups",
            "\(manage)/card", "\(manage)/card/saved",
            "/api/v1/meetups/\(meetup.id)", "/nothing", "/en/nothing", "/en/meetups/nothing", "/en/rsvps/nothing",
        ]
    }

    @Test func `GET and HEAD change nothing`() async throws {
        let before = try await site.dump()
        site.clock.advance(by: 3 * .hour)
        for path in pages {
            let got = try await site.visitor.get(path)
            let asked = try await site.visitor.head(path)
            #expect(got.status.code < 500, "\(path)")
            #expect(asked.status == got.status && asked.bytes.isEmpty, "\(path)")
        }
        #expect(try await site.dump() == before)
    }

    @Test func `addresses that only take POST cannot be opened`() async throws {
        let before = try await site.dump()
        for path in [
            "/en/meetups/\(meetup.id)/rsvps", "\(manage)/cancel", "\(manage)/question", "\(manage)/feed",
            "\(feed)/revoke", "/en/city-requests/nothing/withdraw", "\(manage)/card/delete",
            "/api/v1/meetups/\(meetup.id)/cancel",
        ] {
            #expect(try await site.visitor.get(path).status != .ok)
            #expect(try await site.visitor.head(path).status != .ok)
        }
        #expect(try await site.dump() == before)
    }

    @Test(arguments: [
        ("/", "", "/en/"), ("/", "fr-FR, en;q=0.5", "/fr/"), ("/", "xx", "/en/"), ("/tours", "", "/en/tours"),
        ("/tours", "fr", "/fr/tours"), ("/tours", "xx", "/en/tours"), ("/berlin", "fr", "/fr/berlin"),
        ("/", "de-AT, en;q=0.5", "/de/"), ("/berlin", "xx", "/de/berlin"), ("/tours", "es, it", "/es/tours"),
    ])
    func `addresses without a language redirect to one with it`(path: String, languages: String, target: String)
        async throws
    {
        let answer = try await site.visitor.get(
            path, headers: languages.isEmpty ? [:] : [.acceptLanguage: languages])
        #expect(answer.status == .found && answer.location == target)
    }

    @Test func `network page has an address in every language`() async throws {
        for language in Samples.languages {
            let answer = try await site.visitor.get("/\(language)/")
            #expect(answer.status == .ok)
            #expect(answer.markup.first("html")?["lang"] == language)
        }
        let without = try await site.visitor.get("/fr")
        #expect(without.status == .ok || without.location == "/fr/")
    }

    @Test(arguments: [
        "/xx/tours", "/en/atlantis", "/en/meetups/00000000000000000000000000", "/en/meetups/x", "/atlantis", "/xx/",
        "/xx/meetups/00000000000000000000000000", "/en/rsvps/abc", "/en/rsvps/confirm/abcdefghijklmnopqrst-_",
        "/en/tours/thursday/more", "/en/tours/friday", "/en/berlin/thursday", "/index.php", "/.env", "/en/%2e%2e/tours",
        "/en/meetups/%00",
    ])
    func `unknown address gives a 404 page`(path: String) async throws {
        let answer = try await site.visitor.get(path)
        #expect(answer.status == .notFound)
        #expect(answer.headers[.contentType]?.hasPrefix("text/html") == true)
        #expect(answer.markup.all("h1").count == 1)
    }

    @Test func `pages are in the language of their address`() async throws {
        let words = [
            "en": "Thursday 10 December 2026", "fr": "jeudi 10 décembre 2026", "de": "Donnerstag, 10. Dezember 2026",
            "es": "jueves, 10 de diciembre de 2026", "it": "giovedì 10 dicembre 2026",
        ]
        for (language, word) in words {
            let answer = try await site.visitor.get("/\(language)/meetups/\(meetup.id)")
            #expect(answer.markup.first("html")?["lang"] == language)
            #expect(answer.text.contains(word))
        }
    }

    @Test func `pages of a guest are not stored by caches and not indexed`() async throws {
        for path in [confirm, manage, feed, "\(manage)/card"] {
            let answer = try await site.visitor.get(path)
            #expect(answer.headers[.cacheControl]?.contains("no-store") == true)
            #expect(answer.headers[HTTPField.Name("X-Robots-Tag") ?? .eTag] == "noindex")
        }
    }

    @Test func `every response has security headers`() async throws {
        for path in pages {
            let headers = try await site.visitor.get(path).headers
            #expect(headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true, "\(path)")
            #expect(headers[.xContentTypeOptions] == "nosniff", "\(path)")
        }
    }

    @Test func `database error gives 500 without its message, and reading still works`() async throws {
        try await site.execute("ALTER TABLE guests RENAME COLUMN folded_address TO surprise")
        let answer = try await site.ask("zoe@example.org")
        #expect(answer.status == .internalServerError)
        #expect(!answer.text.contains("folded_address"))
        #expect(try await site.visitor.get("/en/tours").status == .ok)
    }

    @Test func `other sites cannot make a browser send a form`() async throws {
        let form: KeyValuePairs = ["name": "Eve", "email": "eve@example.org"]
        let path = "/en/meetups/\(meetup.id)/rsvps"
        let answer = try await site.visitor.post(path, form: form, headers: [.origin: "https://evil.test"])
        #expect(answer.status == .forbidden)
        #expect(
            try await site.visitor.post(path, form: form, headers: [.origin: "https://hopdrink.test"]).status
                == .seeOther)
    }
}
