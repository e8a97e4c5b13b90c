import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// The guest list of a meetup for two, as hosts and organisers read it.
struct GuestListTests {
    private let site: TestSite
    private let meetup: Meetup.ID

    init() async throws {
        var series = TestSeries()
        series.terms.capacity = 2
        series.terms.hosts = "Hugo <hugo@example.org>"
        series.terms.more = ", question: 'Which topic?'"
        site = try await TestSite(TestNetwork(series: [series]))
        meetup = try await site.firstMeetup().id
        _ = try await site.visitor.post(
            "/en/meetups/\(meetup)/rsvps",
            form: [
                "name": "Ada <i>", "email": "ada@example.org", "companions": "1", "answer": "Taxes", "word": "Hi\nyou",
            ]
        )
        try await site.deliver()
        try await site.press(.confirm, of: "ada@example.org")
        try await site.join("bob@example.org")
        try site.clock.move(to: "2026-12-10T14:00:00Z")
        try await site.notifyHosts()
        try await site.deliver()
    }

    private var link: String {
        get throws {
            let letter = try #require(site.relay.letters(to: "hugo@example.org").first)
            return try #require(letter.path(containing: "/meetups/guests/"))
        }
    }

    @Test func `host's email links to a guest list without addresses`() async throws {
        let page = try await site.visitor.get(try link)
        #expect(page.status == .ok && page.headers[.cacheControl] == "no-store")
        let tables = page.markup.all("table")
        #expect(tables.count == 2)
        #expect(page.markup.all("th").filter { $0["scope"] == "row" }.map(\.text) == ["Ada <i>", "Guest bob"])
        for text in ["Answer: Taxes", "Which topic?", "All places are taken.", "Guest bob joined the waiting list"] {
            #expect(page.markup.first("main")?.text.contains(text) == true, "\(text)")
        }
        #expect(page.markup.first("i") == nil && !page.text.contains("@example"))
    }

    @Test func `link to the guest list cannot be forged and expires a week after the meetup`() async throws {
        let link = try link
        #expect(try await site.visitor.get(String(link.dropLast()) + "!").status == .notFound)
        #expect(try await site.visitor.get("/en/meetups/guests/x").status == .notFound)
        try site.clock.move(to: "2026-12-17T19:59:59Z")
        #expect(try await site.visitor.get(link).status == .ok)
        site.clock.advance(by: 1)
        #expect(try await site.visitor.get(link).status == .notFound)
    }

    @Test func `GET changes nothing`() async throws {
        let before = try await site.dump()
        _ = try await site.visitor.get(try link)
        #expect(try await site.dump() == before)
    }

    @Test func `only organisers can read the guest list as JSON`() async throws {
        let path = "/api/v1/meetups/\(meetup)/guests"
        #expect(try await site.visitor.get(path).status == .unauthorized)
        let answer = try await site.visitor.get(path, headers: try await site.organiser())
        #expect(answer.status == .ok && !answer.text.contains("@example"))
        let list = try answer.json
        #expect(list["people"]?.number == 2 && list["question"]?.text == "Which topic?")
        let ada = #"{"answer":"Taxes","companions":1,"name":"Ada <i>","remark":"Hi\nyou"}"#
        #expect(answer.text.contains(#""going":[\#(ada)]"#))
        #expect(answer.text.contains(#""position":1,"reasons":["full"]"#))
        #expect(answer.text.contains(#""name":"Guest bob","party":1,"places_free":0,"what":"joined""#))
    }
}
