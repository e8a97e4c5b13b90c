import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// Unsubscribing from a kind of email, by one click (RFC 8058) and by hand.
struct UnsubscribeTests {
    private static let ada = "ada@example.org"
    private let site: TestSite

    init() async throws {
        site = try await TestSite()
    }

    /// Returns the link in Ada's reminder, a day before the meetup.
    private func reminded() async throws -> String {
        try await site.join(Self.ada)
        try site.clock.move(to: "2026-12-09T18:00:00Z")
        try await site.queueReminders()
        try await site.deliver()
        let letter = try #require(site.relay.letters(to: Self.ada).last)
        #expect(letter.kind == .reminder && letter.header("List-Unsubscribe-Post") == "List-Unsubscribe=One-Click")
        return try #require(letter.path(containing: "/u/"))
    }

    private func kindsAfterwards() async throws -> [LetterKind] {
        site.relay.forget()
        try await site.apply(TestNetwork(series: [TestSeries(cancelled: ["2026-12-10"])]))
        try await site.deliver()
        try site.clock.move(to: "2027-01-13T18:00:00Z")
        try await site.queueReminders()
        try await site.deliver()
        return site.relay.kinds(to: Self.ada)
    }

    /// Lets Ada also go to the meetup in January.
    private func joinNext() async throws {
        try await site.join(Self.ada, to: try await site.meetups()[1].id)
    }

    @Test func `one-click unsubscribe ends reminders, and required emails are still sent`() async throws {
        let link = try await reminded()
        try await joinNext()
        for _ in 1...2 {
            let answer = try await site.visitor.post(link, form: ["List-Unsubscribe": "One-Click"])
            #expect(answer.status == .ok && answer.location == nil)
        }
        #expect(try await kindsAfterwards() == [.cancelled])
        #expect(try await site.letterRows().last?.state == "suppressed")
    }

    @Test func `one-click form may be multipart or empty`() async throws {
        let link = try await reminded()
        let body = "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n"
        let type: HTTPFields = [.contentType: "multipart/form-data; boundary=x"]
        #expect(try await site.visitor.ask(.post, link, body: Array(body.utf8), headers: type).status == .ok)
        #expect(try await site.count("suppressions") == 1)
        #expect(try await site.visitor.ask(.post, link).status == .ok)
    }

    @Test func `GET changes nothing, the button unsubscribes, and another button undoes it`() async throws {
        let link = try await reminded()
        try await joinNext()
        let before = try await site.dump()
        let page = try await site.visitor.get(link)
        #expect(page.markup.first("h1")?.text == "No more reminders?" && page.markup.first("form")?["action"] == link)
        #expect(page.headers[.cacheControl] == "no-store")
        #expect(try await site.dump() == before)
        let answer = try await site.visitor.post(link, form: ["button": "1"])
        #expect(answer.status == .seeOther && answer.location == link)
        let undo = try #require(try await site.visitor.get(link).markup.first("form")?["action"])
        #expect(undo == "\(link)/undo")
        #expect(try await site.visitor.post(undo, form: ["button": "1"]).location == link)
        #expect(try await kindsAfterwards() == [.cancelled, .reminder])
    }

    @Test func `unsubscribing from digests stops following the city`() async throws {
        _ = try await site.visitor.post("/fr/tours/followers", form: ["email": "eve@example.org"])
        try await site.deliver()
        let follow = try #require(site.relay.letters.last?.path(containing: "/fr/followers/"))
        _ = try await site.visitor.post(follow, form: [:])
        try await site.notifyFollowers.queueDigests()
        try await site.deliver()
        let link = try #require(site.relay.letters.last?.path(containing: "/u/"))
        #expect(try await site.visitor.get(link).markup.first("html")?["lang"] == "fr")
        #expect(try await site.visitor.post(link, form: ["List-Unsubscribe": "One-Click"]).status == .ok)
        #expect(try await site.visitor.get(link).text.contains("Vous ne suivez plus Tours"))
        #expect(try await site.count("suppressions") == 0)
        _ = try await site.visitor.post("\(link)/undo", form: [:])
        #expect(try await site.visitor.get(follow).text.contains("Vous suivez Tours"))
    }

    @Test func `forged link gives 404`() async throws {
        let link = try await reminded()
        let forged = String(link.dropLast()) + (link.hasSuffix("0") ? "1" : "0")
        #expect(try await site.visitor.get(forged).status == .notFound)
        #expect(try await site.visitor.post(forged, form: ["List-Unsubscribe": "One-Click"]).status == .notFound)
        #expect(try await site.count("suppressions") == 0)
    }
}
