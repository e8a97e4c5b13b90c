import Domain
import Foundation
import HTTPTypes
import Mail
import Storage
import Testing

@testable import Hopdrink

/// Erasing all data of a person.
struct ForgetPersonTests {
    private let site: TestSite
    private static let ada = "Ada.Love@example.org"
    private static let folded = "ada.love@example.org"

    init() async throws {
        var series = TestSeries()
        series.terms.capacity = 2
        series.terms.hosts = "Claire <claire@example.org>"
        site = try await TestSite(TestNetwork(series: [series], representative: "Roy <roy@example.org>"))
    }

    private func address(_ text: String = ada) throws -> EmailAddress { try EmailAddress(parsing: text) }

    private func forget(_ text: String = ada) async throws {
        let address = try address(text)
        try await site.database.write { _ = try ForgetPerson.perform(address, $0) }
    }

    /// Returns the tables that contain `text`, in any case.
    private func tables(holding text: String) async throws -> [String] {
        try await site.dump().filter { $0.value.contains { $0.lowercased().contains(text.lowercased()) } }.keys.sorted()
    }

    /// Stores everything that can be known about Ada, in every table about people, and letters in many states.
    private func fill() async throws {
        try await site.join(Self.ada)
        let manage = try site.manageLink(of: Self.ada)
        _ = try await site.visitor.post("\(manage)/question", form: ["question": "Is there a lift?"])
        _ = try await site.guestFeed(of: Self.ada)
        let third = try await site.meetups()[2].id
        try await site.ask(Self.ada, to: third)
        _ = try await site.visitor.post("/en/tours/followers", form: ["email": Self.ada])
        _ = try await site.visitor.post("/en/city-requests", form: ["city": "Graz", "email": Self.ada])
        for _ in 1...2 {
            _ = try await site.visitor.post("/en/data", form: ["email": Self.ada])
            try await site.answerPersonalDataRequests.answerRequests()
            site.clock.advance(by: 1)
        }
        _ = try await site.visitor.post("/en/data", form: ["email": Self.ada])
        let address = try address()
        try await site.database.write { tx in
            try tx.suppressions.suppress(address, Suppression(scope: .optional, cause: .unsubscribed))
            try tx.personalData.save(.new(), opening: address, until: tx.now + 60)
        }
    }

    @Test func `address and name are erased from every column of every table`() async throws {
        try await fill()
        let before = try await tables(holding: Self.folded)
        #expect(
            before == [
                "city_requests", "followers", "guests", "letters", "personal_data_requests", "personal_data_tokens",
                "suppressions",
            ])
        #expect(try await tables(holding: "Guest Ada.Love") == ["asks", "letters", "rsvps"])
        try await forget()
        #expect(try await tables(holding: Self.folded).isEmpty)
        #expect(try await tables(holding: "Ada.Love").isEmpty)
        for table in [
            "tokens", "guest_feeds", "rsvps", "asks", "letters", "followers", "city_requests", "city_request_asks",
        ] {
            #expect(try await site.count(table) == 0, "\(table)")
        }
        site.relay.forget()
        try await site.deliver()
        #expect(site.relay.letters.isEmpty)
    }

    @Test func `operator's suppression stays`() async throws {
        try await fill()
        let address = try address()
        try await site.database.write {
            try $0.suppressions.suppress(address, Suppression(scope: .everything, cause: .operator))
        }
        try await forget()
        #expect(try await tables(holding: Self.folded) == ["suppressions"])
        #expect(try await site.count("suppressions") == 1)
    }

    @Test func `released seats go to the waiting list, and other people are not affected`() async throws {
        try await site.join(Self.ada, bringing: 1)
        try await site.join("bob@example.org")
        try await site.join("cleo@example.org")
        try await site.join("ada@example.org", to: site.meetups()[1].id)
        #expect(try await site.state(of: "bob@example.org") == .waiting)
        try await forget()
        try await site.deliver()
        #expect(try await site.state(of: "bob@example.org") == .going)
        #expect(try await site.state(of: "cleo@example.org") == .going)
        #expect(site.relay.kinds(to: "bob@example.org").last == .promoted)
        #expect(try await site.rsvp(of: "ada@example.org", to: site.meetups()[1].id) != nil)
    }

    @Test func `claimed email is not sent, and a email being sent stores nothing again`()
        async throws
    {
        try await site.join("bob@example.org")
        _ = try await site.visitor.post("/en/data", form: ["email": "bob@example.org"])
        try await site.answerPersonalDataRequests.answerRequests()
        let letters = try await site.outbox.claim(8)
        let letter = try #require(letters.first { $0.kind == .data })
        try await forget("bob@example.org")
        site.relay.forget()
        #expect(try await site.outbox.deliver(letter, by: site.relay) == .withheld)
        #expect(site.relay.letters.isEmpty)
        #expect(try await tables(holding: "bob@example.org").isEmpty)
        try await site.database.write { try $0.letters.suppressReader(of: letter) }
        #expect(try await tables(holding: "bob@example.org").isEmpty)
    }

    @Test func `erasure during confirmations leaves nothing, and no seat is given twice`() async throws {
        let guests = (1...12).map { "guest\($0)@example.org" }
        for guest in guests { try await site.ask(guest) }
        try await site.deliver()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for guest in guests { group.addTask { try await site.press(.confirm, of: guest) } }
            for guest in guests.prefix(6) { group.addTask { try await forget(guest) } }
            try await group.waitForAll()
        }
        try await site.deliver()
        for guest in guests.prefix(6) { #expect(try await tables(holding: guest).isEmpty) }
        var states: [RSVP.StateName?] = []
        for guest in guests.dropFirst(6) { states.append(try await site.state(of: guest)) }
        #expect(states.filter { $0 == .going }.count == 2 && states.filter { $0 == .waiting }.count == 4)
    }

    @Test func `button on its own page erases everything and is idempotent`() async throws {
        try await site.join(Self.ada)
        _ = try await site.visitor.post("/en/data", form: ["email": Self.folded])
        try await site.answerPersonalDataRequests.answerRequests()
        try await site.deliver()
        let letter = try #require(site.relay.letters(to: Self.ada).last)
        let link = try #require(letter.path(containing: "/en/data/"))
        let before = try await site.dump()
        let page = try await site.visitor.get("\(link)/erase")
        #expect(page.markup.first("h1")?.text == "Delete everything?" && page.markup.all("form").count == 1)
        #expect(try await site.dump() == before)
        let count = site.relay.letters.count
        for _ in 1...2 {
            let answer = try await site.visitor.post("\(link)/erase", form: [:])
            #expect(answer.status == .seeOther && answer.location == "/en/data/erased")
        }
        #expect(try await site.visitor.get("/en/data/erased").markup.first("h1")?.text == "Deleted")
        #expect(try await tables(holding: Self.folded).isEmpty)
        try await site.deliver()
        #expect(site.relay.letters.count == count)
        #expect(try await site.visitor.get(link).status == .notFound)
        site.clock.advance(by: .hour)
        try await site.answerPersonalDataRequests.eraseLeft()
        #expect(try await site.count("personal_data_tokens") == 0)
    }

    @Test func `operator sees what would be erased before erasing it`() async throws {
        try await site.join(Self.ada)
        let before = try await site.dump()
        let shown = try await site.control.post("/personal-data/forget", json: #"{"address": "\#(Self.ada)"}"#)
        #expect(try await site.dump() == before)
        #expect(try shown.json["erased"] == .flag(false))
        let counts = try #require(try shown.json["sections"]?.list)
        #expect(counts.compactMap { $0["name"]?.text } == ["answers", "letters"])
        #expect(counts.compactMap { $0["count"]?.number } == [1, 2])
        let done = try await site.control.post(
            "/personal-data/forget", json: #"{"address": "\#(Self.ada)", "erase": true}"#)
        #expect(try done.json["erased"] == .flag(true))
        #expect(try await tables(holding: Self.folded).isEmpty)
        for body in ["{}", #"{"address": "x"}"#, #"{"address": "\#(Self.ada)", "other": 1}"#] {
            #expect(try await site.control.post("/personal-data/forget", json: body).status == .unprocessableContent)
        }
    }

    @Test func `guest named in an email to the host is erased there too`() async throws {
        try await site.join(Self.ada)
        let report = try site.report("failed", "5.1.1", "550 5.1.1 unknown", on: .going, to: Self.ada)
        try await site.take(report)
        #expect(try await site.letterRows().contains { $0.kind == "unreachable" })
        try await forget()
        #expect(try await tables(holding: "Ada.Love").isEmpty)
    }

    @Test func `host's emails are erased, and the configuration's data about the host stays`() async throws {
        try await site.join(Self.ada)
        let manage = try site.manageLink(of: Self.ada)
        _ = try await site.visitor.post("\(manage)/question", form: ["question": "Is there a lift?"])
        try await forget("roy@example.org")
        #expect(try await tables(holding: "roy@example.org") == ["cities"])
        #expect(try await site.state(of: Self.ada) == .going)
    }
}
