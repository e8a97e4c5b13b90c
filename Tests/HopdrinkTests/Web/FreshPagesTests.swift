import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// Pages that are cached for long, after actions of visitors and organisers: changes show at once, and actions without
/// an effect on a page remove nothing from the cache.
struct FreshPagesTests {
    private let site: TestSite
    private let meetup: Meetup

    init() async throws {
        site = try await TestSite(TestNetwork(hasBerlin: true), freshness: .seconds(86_400))
        meetup = try await site.firstMeetup()
    }

    private var pages: [String] {
        ["/en/tours", "/en/meetups/\(meetup.id)", "/en/tours/embed", "/api/v1/cities/tours/meetups"]
    }

    private func texts(_ paths: [String]) async throws -> [String] {
        var texts: [String] = []
        for path in paths { texts.append(try await site.visitor.get(path).text) }
        return texts
    }

    /// Returns for each page whether it differs after `change`. A page with a form differs whenever it is made again,
    /// because it has a new form token.
    private func differ(_ paths: [String], after change: () async throws -> Void) async throws -> [Bool] {
        let before = try await texts(paths)
        try await change()
        return zip(before, try await texts(paths)).map { $0 != $1 }
    }

    @Test func `confirmation shows at once on every page that it affects`() async throws {
        try await site.ask("ada@example.org", bringing: 3)
        try await site.deliver()
        let withToken = Array(pages.prefix(2))
        let confirmed = try await differ(withToken) { try await site.press(.confirm, of: "ada@example.org") }
        #expect(confirmed == [true, true])
        try await site.deliver()
        let cancelled = try await differ(pages) { try await site.cancel("ada@example.org") }
        #expect(cancelled == [true, true, true, true])
    }

    @Test func `pages of other cities and the list of cities stay cached`() async throws {
        let others = ["/en/berlin", "/en/", "/api/v1/cities", "/sitemap.xml", "/en/city-requests"]
        let changed = try await differ(others) { try await site.join("ada@example.org") }
        #expect(changed == others.map { _ in false })
    }

    @Test func `action without an effect on pages removes nothing from the cache`() async throws {
        try await site.join("ada@example.org")
        let manage = try site.manageLink(of: "ada@example.org")
        let all = pages + ["/en/", "/en/tours/thursday", "/sitemap.xml"]
        let changed = try await differ(all) {
            try await site.ask("bob@example.org")
            try await site.visitor.post("/nope", form: [:])
            try await site.visitor.post("/en/meetups/\(meetup.id)/rsvps", form: ["name": "", "email": "x"])
            try await site.visitor.post("/en/tours/followers", form: ["email": "carol@example.org"])
            try await site.visitor.post("/en/rsvps/\(Token.new())/cancel", form: [:])
            _ = try await site.visitor.post("/api/v1/meetups/\(meetup.id)/rsvps", json: "{}")
            _ = try await site.visitor.post("/api/v1/meetups", json: "{}")
            try await site.visitor.post("\(manage)/question", form: ["question": ""])
            try await site.visitor.post(manage, form: ["companions": "0"])
        }
        #expect(changed == all.map { _ in false })
    }

    @Test func `organiser's change shows at once, also in lists`() async throws {
        let headers = try await site.organiser()
        let map = try await differ(["/sitemap.xml", "/en/tours"]) { _ = try await site.organiseWalk(headers) }
        #expect(map == [true, true])
        let walk = try #require(try await site.meetups().first { $0.terms.title == "Walk" })
        let changed = try await differ(pages) {
            let path = "/api/v1/meetups/\(walk.id)"
            _ = try await site.visitor.ask(.patch, path, json: #"{"title": "Long walk"}"#, headers: headers)
        }
        #expect(changed == [true, true, true, true])
        let series = try await differ(["/sitemap.xml", "/en/tours"]) { _ = try await site.organiseDaily(headers) }
        #expect(series == [true, true])
    }

    @Test func `RSVP changed by a service shows at once`() async throws {
        let watched = site.kept.watching(site.database)
        let id = meetup.id
        try await site.join("ada@example.org")
        guard var rsvp = try await site.rsvp(of: "ada@example.org") else { throw TestSite.Missing(what: "an RSVP") }
        rsvp.companions += 2
        let changed = try await differ(pages) { [rsvp] in
            try await watched.write { try $0.rsvps.update(rsvp) }
        }
        #expect(changed == [true, true, true, true] && rsvp.meetup == id)
    }

    @Test func `failed write removes nothing from the cache`() async throws {
        struct Stop: Error {}
        let watched = site.kept.watching(site.database)
        let city = meetup.city
        let changed = try await differ(pages) {
            _ = try? await watched.write { tx in
                tx.note(.city(city))
                throw Stop()
            }
        }
        #expect(changed == [false, false, false, false])
    }
}
