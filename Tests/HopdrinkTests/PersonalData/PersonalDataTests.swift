import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// Requests for the personal data stored for an address.
struct PersonalDataTests {
    private let site: TestSite
    private static let ada = "ada@example.org"

    init() async throws {
        site = try await TestSite()
    }

    @discardableResult
    private func ask(_ address: String = ada) async throws -> Visitor.Answer {
        site.clock.advance(by: 1)
        let answer = try await site.visitor.post("/en/data", form: ["email": address])
        try await site.answerPersonalDataRequests.answerRequests()
        try await site.deliver()
        return answer
    }

    private func link(_ address: String = ada) throws -> String {
        let letter = try #require(site.relay.letters(to: address).last { $0.kind == .data })
        return try #require(letter.path(containing: "/en/data/"))
    }

    /// Stores all kinds of personal data about Ada.
    private func fill() async throws {
        try await site.join(Self.ada, bringing: 1)
        _ = try await site.guestFeed(of: Self.ada)
        _ = try await site.visitor.post("/en/tours/followers", form: ["email": Self.ada])
        _ = try await site.visitor.post("/en/city-requests", form: ["city": "Graz", "email": Self.ada, "friday": "on"])
        try await site.deliver()
        let address = try EmailAddress(parsing: Self.ada)
        try await site.database.write {
            try $0.suppressions.suppress(address, Suppression(scope: .optional, cause: .unsubscribed))
        }
    }

    @Test func `form gives everyone the same response, and emails only addresses with data`() async throws {
        try await site.join(Self.ada)
        site.relay.forget()
        let known = try await ask()
        let unknown = try await ask("zoe@example.org")
        #expect(known.status == .seeOther && known.location == "/en/data/sent")
        #expect(unknown.bytes == known.bytes && unknown.headers == known.headers)
        #expect(site.relay.letters.map(\.recipient) == [Self.ada])
        #expect(try await !site.holds("zoe@example.org"))
        #expect(try await site.visitor.get("/en/data/sent").text.contains("no email is sent"))
        #expect(try await ask("ada").status == .unprocessableContent)
        #expect(try await site.visitor.get("/en/tours").markup.all("a").contains { $0["href"] == "/en/data" })
    }

    @Test func `guest's page links to the form`() async throws {
        try await site.join(Self.ada)
        let links = try await site.visitor.get(site.manageLink(of: Self.ada)).markup.all("a")
        #expect(links.filter { $0["href"] == "/en/data" }.count == 2)
    }

    @Test func `request does the same work for every address before its response`() async throws {
        try await site.join(Self.ada)
        for address in [Self.ada, "zoe@example.org"] {
            _ = try await site.visitor.post("/en/data", form: ["email": address])
        }
        #expect(try await site.count("personal_data_requests") == 2)
        #expect(try await site.letterRows().allSatisfy { $0.kind != "data" })
    }

    @Test func `address gets at most three emails a day`() async throws {
        try await site.join(Self.ada)
        for _ in 1...5 { try await ask() }
        #expect(site.relay.kinds(to: Self.ada).filter { $0 == .data }.count == 3)
        site.clock.advance(by: .day)
        try await ask()
        #expect(site.relay.kinds(to: Self.ada).filter { $0 == .data }.count == 4)
    }

    @Test func `page lists all personal data in words`() async throws {
        try await fill()
        try await ask()
        let page = try await site.visitor.get(link())
        #expect(page.status == .ok && page.headers[.cacheControl] == "no-store")
        let titles = page.markup.all("h2").map(\.text)
        #expect(
            titles.starts(with: [
                "Your RSVPs", "Cities you follow", "Cities you requested", "Your calendar feeds", "Emails to you",
                "Stopped emails",
            ]))
        let lines = page.markup.all("li").map(\.text)
        #expect(
            lines[0].hasPrefix(
                "Apero, Tours, Thursday 10 December 2026, 19:00. You’re coming. Name: Guest ada; 2 people")
        )
        #expect(lines.contains { $0.hasPrefix("Tours: not confirmed") } && lines.contains { $0.contains("Friday") })
        #expect(lines.contains { $0.hasPrefix("Confirmation: sent") })
        #expect(lines.contains { $0.hasPrefix("No reminders and no thank-you emails since Tuesday 1 December 2026") })
        #expect(page.text.contains(Self.ada) && !page.text.contains("{"))
    }

    @Test func `exported document has stable names`() async throws {
        try await fill()
        try await ask()
        let answer = try await site.visitor.get("\(link())/export.json")
        #expect(answer.headers[.contentDisposition] == "attachment; filename=\"hopdrink.json\"")
        #expect(
            answer.headers[.cacheControl] == "no-store"
                && answer.headers[.contentType]?.hasPrefix("application/json") == true)
        let json = try answer.json
        #expect(
            json.names == [
                "address", "answers", "answers_to_confirm", "cards", "cities_asked_for", "cities_followed",
                "exported_at",
                "feeds", "letters", "mail_stopped", "roles",
            ])
        let rsvp = try #require(json["answers"]?.list?.first)
        #expect(rsvp["state"]?.text == "going" && rsvp["name"]?.text == "Guest ada" && rsvp["companions"]?.number == 1)
        #expect(rsvp["start"]?.text == "2026-12-10T19:00:00+01:00")
        #expect(json["cities_asked_for"]?.list?.first?["weekdays"] == .list([.text("friday")]))
        #expect(
            json["letters"]?.list?.compactMap { $0["kind"]?.text }.sorted() == [
                "city_request", "confirm", "data", "follow", "going",
            ])
        #expect(json["mail_stopped"]?.list?.first?["cause"]?.text == "unsubscribed")
        let control = try await site.control.post("/personal-data/export", json: #"{"address": "ADA@example.org"}"#)
        #expect(try control.json["answers"] == json["answers"])
    }

    @Test func `link is valid for an hour and leads to the form afterwards`() async throws {
        try await site.join(Self.ada)
        try await ask()
        let link = try link()
        site.clock.advance(by: .hour - 1)
        #expect(try await site.visitor.get(link).status == .ok)
        site.clock.advance(by: 1)
        for path in [link, "\(link)/export.json", "\(link)/erase"] {
            let answer = try await site.visitor.get(path)
            #expect(answer.status == .notFound && answer.markup.first("form")?["action"] == "/en/data")
            #expect(!answer.text.contains(Self.ada))
        }
        #expect(try await site.visitor.post("\(link)/erase", form: [:]).status == .notFound)
        try await site.answerPersonalDataRequests.eraseLeft()
        #expect(try await site.count("personal_data_tokens") == 0)
        #expect(try await site.state(of: Self.ada) == .going)
    }

    @Test func `guest's link does not open personal data, and the data link opens no RSVP`() async throws {
        try await site.join(Self.ada)
        try await ask()
        let manage = try site.manageLink(of: Self.ada)
        #expect(try await site.visitor.get(manage.replacing("/rsvps/", with: "/data/")).status == .notFound)
        #expect(try await site.visitor.get(link().replacing("/data/", with: "/rsvps/")).status == .notFound)
        #expect(try await !site.holds(#require(link().split(separator: "/").last.map(String.init))))
    }

    @Test func `hosts and representatives see their data from the configuration`() async throws {
        var series = TestSeries()
        series.terms.hosts = "Claire <claire_x@example.org>"
        try await site.apply(TestNetwork(series: [series], representative: "Roy <roy@example.org>"))
        for address in ["claire_x@example.org", "roy@example.org", "clairexx@example.org"] { try await ask(address) }
        #expect(site.relay.letters.map(\.recipient) == ["claire_x@example.org", "roy@example.org"])
        #expect(try await site.visitor.get(link("claire_x@example.org")).text.contains("You host Apero."))
        #expect(try await site.visitor.get(link("roy@example.org")).text.contains("You look after Tours."))
    }

    @Test func `emails about personal data are erased after a month`() async throws {
        try await site.join(Self.ada)
        try await ask()
        site.clock.advance(by: 30 * .day + 2)
        try await site.answerPersonalDataRequests.eraseLeft()
        #expect(try await site.letterRows().allSatisfy { $0.kind != "data" })
    }
}
