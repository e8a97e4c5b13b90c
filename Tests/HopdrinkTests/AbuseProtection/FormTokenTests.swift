import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// Forms that were not filled in on our page, or were filled in by a program.
struct FormTokenTests {
    private let site: TestSite
    private let meetup: Meetup
    private let page: String
    private var path: String { "\(page)/rsvps" }

    init() async throws {
        var abuse = AbuseSettings.none
        abuse.minSeconds = 2
        site = try await TestSite(abuse: abuse)
        meetup = try await site.firstMeetup()
        page = "/en/meetups/\(meetup.id)"
    }

    private func formToken(of page: String? = nil) async throws -> String {
        try #require(try await site.visitor.get(page ?? self.page).formToken)
    }

    private func answer(
        _ formToken: String, honeypot: String = "", name: String = "Ada", from peer: String? = nil
    ) async throws -> Visitor.Answer {
        let form: KeyValuePairs = [
            "name": name, "email": "ada@example.org", "companions": "1", "form_token": formToken, "website": honeypot,
        ]
        var visitor = site.visitor
        if let peer { visitor.peer = peer }
        return try await visitor.post(path, form: form)
    }

    private static let stale = "This page has been open for a long time; please press the button again."
    private static let hasty = "That was very quick; please wait a moment and press the button again."

    private func expectAgain(_ answer: Visitor.Answer, _ sentence: String) async throws {
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains(sentence))
        let values = ["name", "email", "companions"].map { answer.markup[id: $0]?["value"] }
        #expect(values == ["Ada", "ada@example.org", "1"])
        #expect(answer.markup.unbalanced.isEmpty)
        for table in ["guests", "letters"] { #expect(try await site.count(table) == 0) }
        site.clock.advance(by: 2)
        #expect(try await self.answer(try #require(answer.formToken)).status == .seeOther)
        #expect(try await site.count("letters") == 1)
    }

    @Test func `form sent a moment after its page was opened is accepted`() async throws {
        let formToken = try await formToken()
        site.clock.advance(by: 2)
        #expect(try await answer(formToken).status == .seeOther)
        #expect(try await site.count("letters") == 1)
    }

    @Test func `form token is valid for a day, and an older form comes back`() async throws {
        let formToken = try await formToken()
        site.clock.advance(by: .day)
        #expect(try await answer(formToken).status == .seeOther)
        try await site.execute("DELETE FROM letters")
        try await site.execute("DELETE FROM rsvps")
        try await site.execute("DELETE FROM guests")
        site.clock.advance(by: 1)
        try await expectAgain(try await answer(formToken), Self.stale)
    }

    @Test func `form sent too soon comes back`() async throws {
        let formToken = try await formToken()
        site.clock.advance(by: 1)
        try await expectAgain(try await answer(formToken), Self.hasty)
    }

    @Test func `forged form token or one of another page is refused`() async throws {
        let own = try await formToken()
        let other = try await formToken(of: "/en/meetups/\(try await site.meetups()[1].id)")
        let city = try await formToken(of: "/en/tours")
        site.clock.advance(by: 3)
        let last = own.last == "0" ? "1" : "0"
        let made = [
            "", "x", other, city, String(own.dropLast()), own + "0", own.uppercased(), String(own.dropLast()) + last,
            "z" + String(own.dropFirst()), "\u{0}" + own.dropFirst(), String(repeating: "0", count: 52),
        ]
        for formToken in made {
            let answer = try await answer(formToken)
            #expect(answer.status == .unprocessableContent && answer.text.contains(Self.stale), "\(formToken)")
        }
        try await expectAgain(try await answer("é" + own.dropFirst(2)), Self.stale)
    }

    @Test func `form token of one page works fifty times for each client`() async throws {
        let formToken = try await formToken()
        site.clock.advance(by: 2)
        for _ in 1...50 { #expect(try await answer(formToken).status == .seeOther) }
        #expect(try await answer(formToken).status == .unprocessableContent)
        #expect(try await answer(formToken, from: "192.0.2.77").status == .seeOther)
        #expect(try await answer(try await self.formToken()).text.contains(Self.hasty))
    }

    @Test func `form that comes back with a field error has a valid form token`() async throws {
        let formToken = try await formToken()
        site.clock.advance(by: 2)
        let faulty = try await answer(formToken, name: "")
        #expect(faulty.status == .unprocessableContent && faulty.markup[id: "name-fault"] != nil)
        #expect(!faulty.text.contains(Self.stale))
        site.clock.advance(by: 2)
        #expect(try await answer(try #require(faulty.formToken)).status == .seeOther)
    }

    @Test func `form with the honeypot filled in gets the usual response, and nothing is stored`() async throws {
        let before = try await site.dump()
        let formToken = try await formToken()
        site.clock.advance(by: 2)
        let honeypot = try await answer(formToken, honeypot: "https://pills.example")
        let hasty = try await answer(try await self.formToken(), honeypot: "x")
        let without = try await answer("", honeypot: "x")
        #expect(try await site.dump() == before)
        let taken = try await answer(formToken)
        for answer in [honeypot, hasty, without] {
            #expect(answer.status == .seeOther && answer.headers == taken.headers && answer.bytes == taken.bytes)
        }
        let follow: KeyValuePairs = ["email": "ada@example.org", "form_token": "", "website": "x"]
        let followed = try await site.visitor.post("/en/tours/followers", form: follow)
        #expect(followed.location == "/en/tours/followers/sent")
        #expect(try await site.count("followers") == 0)
    }

    @Test func `people neither see nor reach the honeypot`() async throws {
        for page in [page, "/en/tours"] {
            let answer = try await site.visitor.get(page)
            let field = try #require(answer.markup.all("input").first { $0["name"] == "website" })
            #expect(field["tabindex"] == "-1" && field["autocomplete"] == "off" && field["value"] == nil)
            let around = try #require(answer.markup.all(class: "trap").first)
            #expect(around["aria-hidden"] == "true" && around.text == "Leave this empty")
            #expect(answer.markup.all("input").first { $0["name"] == "form_token" }?["type"] == "hidden")
        }
        #expect(String(decoding: try await site.visitor.get("/styles.css").bytes, as: UTF8.self).contains(".trap {"))
    }

    @Test func `follower form of a city is protected in the same way`() async throws {
        let path = "/en/tours/followers"
        let form = { (formToken: String) -> KeyValuePairs<String, String> in
            ["email": "eve@example.org", "form_token": formToken]
        }
        let hasty = try await site.visitor.post(path, form: form(try await formToken(of: "/en/tours")))
        #expect(hasty.status == .unprocessableContent && hasty.text.contains(Self.hasty))
        #expect(hasty.markup[id: "email"]?["value"] == "eve@example.org")
        let foreign = try await formToken()
        site.clock.advance(by: 2)
        #expect(try await site.visitor.post(path, form: form(foreign)).text.contains(Self.stale))
        #expect(try await site.visitor.post(path, form: form(try #require(hasty.formToken))).status == .seeOther)
        #expect(try await site.count("followers") == 1)
    }

    @Test func `form for a meetup that is over gives 409 even with an invalid form token`() async throws {
        site.clock.advance(by: 60 * .day)
        #expect(try await answer("").status == .conflict)
    }

    @Test func `two visitors who open the page in the same second get different form tokens`() async throws {
        let (one, other) = (try await formToken(), try await formToken())
        #expect(one != other)
    }
}
