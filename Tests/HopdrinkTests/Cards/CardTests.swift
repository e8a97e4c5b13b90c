import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// A guest's card: only its guest can fill it in, and others see nothing of it.
struct CardTests {
    private static let ada = "ada@example.org"
    private let site: TestSite
    private let meetup: Meetup

    init() async throws {
        site = try await TestSite(TestNetwork(hasBerlin: true))
        meetup = try await site.firstMeetup()
        try await site.join(Self.ada)
    }

    private var path: String { get throws { "\(try site.manageLink(of: Self.ada))/card" } }

    private static let full: KeyValuePairs = [
        "name": "Ada <b>Lovelace", "trade": "Illustratrice", "firm": "Ada & fils", "city": "Tours",
        "site": "ada.example", "phone": "06 12 34", "languages": "français", "offer": "Des dessins.\r\nDes livres.",
        "seek": "Une imprimerie",
    ]

    private func card(of address: String = ada) async throws -> Card? {
        let guest = try #require(try await site.rsvp(of: address)).guest
        return try await site.database.read { try $0.cards.find(of: guest) }
    }

    private func value(_ name: String, _ markup: Markup) -> String? {
        markup[id: name].map { $0.name == "textarea" ? $0.text : $0["value"] ?? "" }
    }

    @Test func `guest's own page links to the card, which starts with their name`() async throws {
        let manage = try await site.visitor.get(site.manageLink(of: Self.ada))
        let link = try #require(manage.markup.all("a").first { $0.text == "Fill in my card" })
        #expect(try link["href"] == path)
        let page = try await site.visitor.get(path)
        #expect(page.status == .ok && page.markup.unbalanced.isEmpty && page.markup.all("h1").count == 1)
        #expect(value("name", page.markup) == "Guest ada" && value("trade", page.markup) == "")
        #expect(page.text.contains("Nobody sees it before you give it to somebody."))
        #expect(try page.markup.all("form").map { $0["action"] } == [path])
        for name in Self.full.map(\.key) {
            #expect(page.markup.all("label").contains { $0["for"] == name }, "\(name)")
        }
    }

    @Test func `card is saved, shown again and can be changed`() async throws {
        let saved = try await site.visitor.post(path, form: Self.full)
        #expect(saved.status == .seeOther)
        let page = try await site.visitor.get(try #require(saved.location))
        #expect(page.markup.all("p").contains { $0["role"] == "status" && $0.text == "Your card is saved." })
        #expect(value("name", page.markup) == "Ada <b>Lovelace" && value("site", page.markup) == "https://ada.example")
        #expect(
            value("offer", page.markup) == "Des dessins. Des livres." && value("seek", page.markup) == "Une imprimerie")
        #expect(page.markup.unbalanced.isEmpty)
        #expect(try await card()?.offer == "Des dessins.\nDes livres.")
        let changed = try await site.visitor.post(path, form: ["name": "Ada", "trade": "Peintre", "firm": " "])
        #expect(changed.status == .seeOther)
        #expect(try await card() == Card(name: "Ada", trade: "Peintre"))
        #expect(try await site.count("cards") == 1)
    }

    @Test func `invalid card comes back as it was entered, and nothing is saved`() async throws {
        let answer = try await site.visitor.post(
            path, form: ["name": "Ada", "trade": "", "site": "javascript:alert(1)"])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.markup[id: "trade-fault"]?.text == "Please fill this in.")
        #expect(answer.markup[id: "site"]?["aria-describedby"] == "site-fault")
        #expect(value("site", answer.markup) == "javascript:alert(1)" && value("name", answer.markup) == "Ada")
        #expect(answer.markup.all("form").count == 1 && answer.markup.unbalanced.isEmpty)
        #expect(try await site.count("cards") == 0)
    }

    @Test func `button deletes the card, and pressing it again is harmless`() async throws {
        try await site.visitor.post(path, form: Self.full)
        let page = try await site.visitor.get(path)
        #expect(try page.markup.all("form").map { $0["action"] } == [path, "\(path)/delete"])
        for _ in 1...2 {
            let answer = try await site.visitor.post("\(path)/delete", form: [:])
            #expect(try answer.location == site.manageLink(of: Self.ada))
        }
        #expect(try await site.count("cards") == 0)
        #expect(try await site.state(of: Self.ada) == .going)
    }

    @Test func `only a confirmed guest can open a card, and only by the address of their own page`() async throws {
        try await site.ask("bob@example.org")
        try await site.deliver()
        let confirm = try site.link(in: .confirm, to: "bob@example.org")
        let token = String(confirm.split(separator: "/").last ?? "")
        for token in [token, Token.new().text, "x"] {
            let path = "/en/rsvps/\(token)/card"
            #expect(try await site.visitor.get(path).status == .notFound)
            #expect(try await site.visitor.post(path, form: Self.full).status == .notFound)
            #expect(try await site.visitor.post("\(path)/delete", form: [:]).status == .notFound)
        }
        #expect(try await site.count("cards") == 0)
        try await site.visitor.post(path, form: Self.full)
        try await site.cancel(Self.ada)
        #expect(try await site.visitor.get(path).status == .ok)
        #expect(try await site.visitor.post("\(path)/delete", form: [:]).status == .seeOther)
    }

    @Test func `guest has one card for all meetups`() async throws {
        let next = try await site.meetups()[1].id
        try await site.visitor.post(path, form: Self.full)
        try await site.join(Self.ada, to: next)
        #expect(value("trade", try await site.visitor.get(path).markup) == "Illustratrice")
    }

    @Test func `meetup page shows the number of trades, from two on`() async throws {
        let told = { () async throws -> String? in
            let text = try await site.visitor.get("/en/meetups/\(meetup.id)").markup.first("main")?.text ?? ""
            let sentence = " trades are represented so far."
            return text.firstRange(of: sentence).map { String(text[..<$0.lowerBound].suffix(1)) }
        }
        try await site.fillInCard(of: Self.ada, ["trade": "Développeuse"])
        #expect(try await told() == nil)
        try await site.join("bob@example.org")
        try await site.fillInCard(of: "bob@example.org", ["trade": " DEVELOPPEUSE "])
        #expect(try await told() == nil)
        try await site.join("cleo@example.org")
        try await site.fillInCard(of: "cleo@example.org", ["trade": "Illustratrice"])
        #expect(try await told() == "2")
        try await site.join("dora@example.org")
        try await site.fillInCard(of: "dora@example.org", ["trade": "Comptable"])
        #expect(try await told() == "3")
        try await site.cancel("dora@example.org")
        #expect(try await told() == "2")
        let text = try await site.visitor.get("/en/meetups/\(meetup.id)").text
        #expect(!text.contains("Illustratrice") && !text.contains("cleo"))
        site.clock.advance(by: 10 * .day)
        #expect(try await told() == nil)
    }

    @Test func `erasing a guest's RSVPs deletes their card`() async throws {
        try await site.visitor.post(path, form: Self.full)
        try await site.execute("UPDATE rsvps SET state = 'pending', going_since = NULL")
        site.clock.advance(by: 3 * .day)
        try await site.tidyRSVPs.erasePending()
        for table in ["guests", "cards"] { #expect(try await site.count(table) == 0) }
        #expect(try await site.holds("Illustratrice") == false)
    }
}
