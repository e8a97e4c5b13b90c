import Domain
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Hopdrink

/// Listing, retrying and dropping letters as an operator.
struct OutboxRoutesTests {
    private let site: TestSite
    private static let ada = "ada@example.org"

    init() async throws {
        site = try await TestSite()
        try await site.ask(Self.ada)
    }

    private func letters(_ query: String = "") async throws -> [JSON] {
        try #require(try await site.control.get("/letters\(query)").json["letters"]?.list)
    }

    private func id() async throws -> String { try #require(try await letters("?all=true").first?["id"]?.text) }

    @Test func `letters are listed by kind and state`() async throws {
        #expect(try await letters().count == 1)
        #expect(try await letters("?kind=confirm&state=ready").count == 1)
        #expect(try await letters("?kind=promoted").isEmpty)
        #expect(try await letters("?state=dead").isEmpty)
        try await site.deliver()
        #expect(try await letters().isEmpty)
        #expect(try await letters("?all=true").count == 1)
        #expect(try await letters("?state=sent").count == 1)
        for query in ["?kind=nonsense", "?state=lost", "?all=perhaps", "?other=1"] {
            #expect(try await site.control.get("/letters\(query)").status == .unprocessableContent)
        }
    }

    @Test func `single letter is shown with all its details`() async throws {
        let shown = try await site.control.get("/letters/\(id())").json
        #expect(shown["recipient"]?.text == Self.ada && shown["state"]?.text == "ready")
        #expect(shown["deadline"]?.text == "2026-12-04T12:00:00Z" && shown["queued"]?.text == "2026-12-01T12:00:00Z")
        #expect(try await site.control.get("/letters/00000000000000000000000000").status == .notFound)
    }

    @Test func `refused letter can be retried until it is sent`() async throws {
        site.relay.willAnswer(.badContent)
        try await site.deliver()
        let id = try await id()
        #expect(try await site.control.ask(.post, "/letters/\(id)/retry").status == .noContent)
        try await site.deliver()
        #expect(try await letters("?state=sent").count == 1)
        let again = try await site.control.ask(.post, "/letters/\(id)/retry")
        #expect(again.status == .conflict && again.text.contains("The email was sent."))
    }

    @Test func `letter past its deadline cannot be retried`() async throws {
        site.relay.willAnswer(.badContent)
        try await site.deliver()
        site.clock.advance(by: 4 * .day)
        let late = try await site.control.ask(.post, "/letters/\(id())/retry")
        #expect(late.status == .conflict && late.text.contains("its deadline passed"))
    }

    @Test func `retrying a letter to a bounced address lifts the suppression`() async throws {
        site.relay.willAnswer(.badAddress)
        try await site.deliver()
        #expect(try await site.count("suppressions") == 1)
        #expect(try await site.control.ask(.post, "/letters/\(id())/retry").status == .noContent)
        #expect(try await site.count("suppressions") == 0)
        try await site.deliver()
        #expect(try await letters("?state=sent").count == 1)
    }

    @Test func `open letter can be dropped, once`() async throws {
        let id = try await id()
        #expect(try await site.control.ask(.post, "/letters/\(id)/drop").status == .noContent)
        #expect(try await site.control.ask(.post, "/letters/\(id)/drop").status == .conflict)
        try await site.deliver()
        #expect(site.relay.letters.isEmpty)
        #expect(try await letters("?state=withdrawn").count == 1)
    }

    @Test func `letter that is claimed cannot be dropped`() async throws {
        _ = try await site.outbox.claim(1)
        #expect(try await site.control.ask(.post, "/letters/\(id())/drop").status == .conflict)
    }
}

/// Retrying many letters at once.
struct RetryLettersTests {
    private let site: TestSite
    private static let people = (1...5).map { "guest\($0)@example.org" }

    /// Five letters are dead, the last two of them an hour later than the others.
    init() async throws {
        site = try await TestSite()
        for (number, address) in Self.people.enumerated() {
            if number == 3 { site.clock.advance(by: .hour) }
            try await site.ask(address)
            site.relay.willAnswer(number == 0 ? .badAddress : .badContent)
            try await site.deliver()
        }
        site.clock.advance(by: .minute)
    }

    private func retry(_ order: String) async throws -> JSON {
        try await site.control.post("/letters/retry", json: order).json
    }

    private func states() async throws -> [String] { try await site.letterRows().map(\.state) }

    @Test func `letters are retried by state, kind and time`() async throws {
        #expect(try await retry(#"{"since": "30m"}"#)["retried"]?.number == 2)
        #expect(try await retry(#"{"kind": "reminder"}"#)["retried"]?.number == 0)
        #expect(try await retry(#"{"state": "expired"}"#)["retried"]?.number == 0)
        #expect(try await retry(#"{"state": "dead", "kind": "confirm"}"#)["retried"]?.number == 3)
        try await site.deliver()
        #expect(try await states() == Array(repeating: "sent", count: 5))
        #expect(try await retry(#"{"all": true}"#)["retried"]?.number == 0)
    }

    @Test func `letters past their deadline are not retried, and are counted`() async throws {
        site.clock.advance(by: 4 * .day)
        let report = try await retry(#"{"all": true}"#)
        #expect(report["retried"]?.number == 0 && report["outdated"]?.number == 5)
    }

    @Test func `letters that wait for their next attempt are retried now`() async throws {
        try await site.ask("zoe@example.org")
        site.relay.willAnswer(.later)
        try await site.deliver()
        #expect(try await retry(#"{"state": "retry"}"#)["retried"]?.number == 1)
        try await site.deliver()
        #expect(try await states().filter { $0 == "sent" }.count == 1)
    }

    @Test func `more letters than one transaction takes are retried`() async throws {
        try await site.execute("DELETE FROM letters")
        let count = RetryLetters.batch + 5
        for number in 0..<count { try await site.ask("crowd\(number)@example.org") }
        try await site.execute("UPDATE letters SET state = 'dead', settled_at = \(site.clock.now)")
        #expect(try await retry(#"{"all": true}"#)["retried"]?.number == Double(count))
    }

    @Test func `empty or invalid retry request is refused`() async throws {
        for order in ["{}", #"{"state": "sent"}"#, #"{"since": "soon"}"#, #"{"who": "ada"}"#] {
            let answer = try await site.control.post("/letters/retry", json: order)
            #expect(answer.status == .unprocessableContent)
        }
    }
}

/// Outcomes of reminders.
struct ReminderAPITests {
    @Test func `only organisers and operators see the outcome of every reminder`() async throws {
        let site = try await TestSite()
        try await site.join("ada@example.org")
        try site.clock.move(to: "2026-12-09T18:00:00Z")
        try await site.queueReminders()
        try await site.deliver()
        site.clock.advance(by: .minute)
        try await site.join("bob@example.org")
        let path = "/meetups/\(try await site.firstMeetup().id)/reminders"
        #expect(try await site.visitor.get("/api/v1\(path)").status == .unauthorized)
        let headers = try await site.organiser()
        for answer in [
            try await site.visitor.get("/api/v1\(path)", headers: headers), try await site.control.get(path),
        ] {
            let entries = try #require(try answer.json["reminders"]?.list)
            #expect(entries.map { $0["outcome"]?.text } == ["sent", "none"])
            #expect(entries.map { $0["reason"]?.text } == [nil, "joined_later"])
            #expect(entries.map { $0["name"]?.text } == ["Guest ada", "Guest bob"])
            #expect(!answer.text.contains("@"))
        }
        let missing = "/api/v1/meetups/00000000000000000000000000/reminders"
        #expect(try await site.visitor.get(missing, headers: headers).status == .notFound)
    }
}
