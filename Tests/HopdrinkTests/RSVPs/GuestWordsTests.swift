import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// A guest's words with an RSVP, and who reads them.
struct GuestWordsTests {
    private let site: TestSite

    init() async throws {
        site = try await TestSite(Self.network(hosts: "Hugo <hugo@example.org>"))
    }

    private static func network(
        hosts: String = "Claire", representative: String = "Camille Roy <camille@example.org>"
    ) -> TestNetwork {
        var series = TestSeries()
        series.terms.hosts = hosts
        series.terms.more = ", question: 'Which topic interests you?'"
        return TestNetwork(series: [series], representative: representative)
    }

    private func answer(_ address: String, _ words: [String: String]) async throws -> Visitor.Answer {
        let form = ["name": "Guest \(address.prefix { $0 != "@" })", "email": address, "companions": "0"]
        let meetup = try await site.firstMeetup().id
        return try await site.visitor.post(
            "/en/meetups/\(meetup)/rsvps", fields: form.merging(words) { $1 }
        )
    }

    private func headCount() async throws -> ReceivedLetter {
        try site.clock.move(to: "2026-12-10T14:00:00Z")
        try await site.notifyHosts()
        try await site.deliver()
        return try #require(site.relay.letters(to: "hugo@example.org").last)
    }

    @Test func `form asks the series' question and whom the message is for`() async throws {
        let markup = try await site.visitor.get("/en/meetups/\(try await site.firstMeetup().id)").markup
        #expect(markup.all("label").contains { $0.text == "Which topic interests you?" && $0["for"] == "answer" })
        #expect(
            markup.all("input").filter { $0["name"] == "word_for" }.map { $0["value"] } == ["host", "representative"])
        #expect(markup.all("input").contains { $0["name"] == "accepts_fewer" && $0["type"] == "checkbox" })
    }

    @Test func `form has no fields for a question, a representative or companions that do not exist`() async throws {
        var series = TestSeries()
        series.terms.capacity = 1
        let site = try await TestSite(TestNetwork(series: [series], representative: "Camille Roy"))
        let markup = try await site.visitor.get("/en/meetups/\(try await site.firstMeetup().id)").markup
        let names = markup.all("input").compactMap { $0["name"] }
        #expect(
            names == ["form_token", "website", "name", "email"] && markup.all("textarea").map { $0["name"] } == ["word"]
        )
    }

    @Test func `host gets the answer and the remark, escaped, after the confirmation`() async throws {
        _ = try await answer("ada@example.org", ["answer": "Taxes", "word": "No <b>cheese</b>", "word_for": "host"])
        try await site.deliver()
        #expect(site.relay.letters.allSatisfy { !($0.plain + $0.html).contains("cheese") })
        try await site.press(.confirm, of: "ada@example.org")
        let letter = try await headCount()
        #expect(letter.plain.contains("- Guest ada\r\n  > Answer: Taxes\r\n  > No <b>cheese</b>\r\n"))
        #expect(letter.html.contains("No &lt;b&gt;cheese") && letter.plain.contains("Which topic interests you?"))
    }

    @Test func `question is emailed once after the confirmation and then erased`() async throws {
        _ = try await answer("ada@example.org", ["word": "Is there a lift?", "word_for": "representative"])
        try await site.deliver()
        #expect(site.relay.letters(to: "camille@example.org").isEmpty)
        try await site.press(.confirm, of: "ada@example.org")
        try await site.press(.confirm, of: "ada@example.org")
        try await site.deliver()
        #expect(site.relay.letters(to: "camille@example.org").map(\.kind) == [.question])
        #expect(site.relay.letters(to: "camille@example.org").first?.plain.contains("> Is there a lift?") == true)
        #expect(try await site.rsvp(of: "ada@example.org")?.words == GuestWords())
        #expect(try await !headCount().plain.contains("lift"))
    }

    @Test func `words in an RSVP for a known address are dropped`() async throws {
        try await site.join("ada@example.org")
        let new = try await answer("zoe@example.org", ["answer": "PILLS", "word": "PILLS"])
        let known = try await answer("ada@example.org", ["answer": "PILLS", "word": "PILLS", "word_for": "host"])
        #expect(new.bytes == known.bytes && new.headers == known.headers && new.status == known.status)
        _ = try await answer("ada@example.org", ["word": "PILLS", "word_for": "representative"])
        try await site.deliver()
        #expect(try await site.rsvp(of: "ada@example.org")?.words == GuestWords())
        #expect(site.relay.letters.allSatisfy { !($0.plain + $0.html).contains("PILLS") })
        #expect(site.relay.letters(to: "camille@example.org").isEmpty)
    }

    @Test func `words that are too long come back with their errors`() async throws {
        let long = String(repeating: "x", count: 1001)
        let page = try await answer("ada@example.org", ["answer": long, "word": long, "word_for": "host"])
        #expect(page.status == .unprocessableContent && page.markup[id: "answer-fault"] != nil)
        #expect(page.markup[id: "word"]?.text == long && page.markup[id: "word-fault"] != nil)
    }

    @Test func `guest can change all words on their own page`() async throws {
        _ = try await answer(
            "ada@example.org", ["companions": "2", "answer": "Taxes", "word": "Hello", "accepts_fewer": "yes"])
        try await site.deliver()
        try await site.press(.confirm, of: "ada@example.org")
        try await site.deliver()
        let link = try site.manageLink(of: "ada@example.org")
        let markup = try await site.visitor.get(link).markup
        #expect(markup[id: "answer"]?["value"] == "Taxes" && markup[id: "remark"]?.text == "Hello")
        #expect(markup.all("input").contains { $0["name"] == "accepts_fewer" && $0["checked"] != nil })
        let form = ["companions": "1", "answer": "Clients", "remark": ""]
        #expect(try await site.visitor.post(link, fields: form).status == .seeOther)
        let rsvp = try #require(try await site.rsvp(of: "ada@example.org"))
        #expect(rsvp.words == GuestWords(answer: "Clients") && !rsvp.acceptsFewer && rsvp.companions == 1)
    }

    @Test func `API accepts the same words`() async throws {
        let body =
            #"{"name": "Ada", "email": "ada@example.org", "answer": "Taxes", "word": "Hi", "accepts_fewer": true}"#
        let path = "/api/v1/meetups/\(try await site.firstMeetup().id)/rsvps"
        #expect(try await site.visitor.post(path, json: body).status == .created)
        try await site.deliver()
        try await site.press(.confirm, of: "ada@example.org")
        #expect(try await site.rsvp(of: "ada@example.org")?.words == GuestWords(answer: "Taxes", remark: "Hi"))
    }

    @Test func `new question changes no calendar`() async throws {
        let before = try await site.firstMeetup()
        var network = Self.network(hosts: "Hugo <hugo@example.org>")
        network.series[0].terms.more = ", question: 'Another?', reconfirm: 48h, waiting_list: {until: 1h}"
        try await site.apply(network)
        let after = try await site.firstMeetup()
        #expect(after.terms.guests.question == "Another?" && after.terms.guests.reconfirm == 2880)
        #expect(after.revision == before.revision && after.terms.guests.waitingList.closing == 60)
    }
}
