import Domain
import Foundation
import HTTPTypes
import Mail
import Storage
import Testing

@testable import Hopdrink

/// Letters that are not accepted at the first attempt.
struct RetryTests {
    private let site: TestSite
    private static let ada = "ada@example.org"

    init() async throws {
        site = try await TestSite()
        try await site.ask(Self.ada)
    }

    private var row: TestSite.LetterRow {
        get async throws { try #require(try await site.letterRows().last) }
    }

    private func deliver(_ answer: Delivery) async throws {
        site.relay.willAnswer(answer)
        try await site.deliver()
    }

    @Test func `deferred email is retried with growing delays`() async throws {
        for (attempt, longest) in [1, 5, 15, 30].enumerated() {
            try await deliver(.later)
            let row = try await row
            let wait = row.next.timeIntervalSince(site.clock.now)
            #expect(row.state == "retry" && row.attempts == attempt + 1 && row.reply == "451 4.3.0 Try again")
            #expect((30 * TimeInterval(longest) - 1...60 * TimeInterval(longest)).contains(wait))
            site.clock.advance(by: wait - 1)
            try await site.deliver()
            #expect(site.relay.letters.count == attempt + 1)
            site.clock.advance(by: 1)
        }
        try await site.deliver()
        #expect(try await row.state == "sent")
        #expect(Set(site.relay.letters.map { $0.header("Message-ID") }).count == 1 && site.relay.letters.count == 5)
        #expect(try await site.press(.confirm, of: Self.ada).status == .seeOther)
        #expect(try await site.state(of: Self.ada) == .going)
    }

    @Test func `unavailable relay does not count as an attempt`() async throws {
        let letter = try #require(try await site.outbox.claim(1).first)
        site.relay.willAnswer(.away)
        _ = try await site.outbox.deliver(letter, by: site.relay)
        let row = try await row
        #expect(row.state == "ready" && row.attempts == 0 && row.next == site.clock.now)
        try await site.deliver()
        #expect(site.relay.letters.count == 2)
    }

    @Test func `email with a lost reply is sent once more after a delay, then held for an operator`()
        async throws
    {
        try await deliver(.silent)
        #expect(try await row.next == site.clock.now.addingTimeInterval(15 * .minute))
        site.clock.advance(by: 15 * .minute - 1)
        try await site.deliver()
        #expect(site.relay.letters.count == 1)
        site.clock.advance(by: 1)
        try await deliver(.silent)
        #expect(try await row.state == "uncertain")
        site.clock.advance(by: .day)
        try await site.deliver()
        #expect(Set(site.relay.letters.map(\.bytes)).count == 1 && site.relay.letters.count == 2)
    }

    @Test func `lost reply does not matter once a later attempt succeeds`() async throws {
        try await deliver(.silent)
        site.clock.advance(by: .hour)
        try await deliver(.later)
        #expect(try await row.state == "uncertain")
        site.clock.advance(by: .hour)
        try await site.deliver()
        #expect(try await row.state == "sent")
        #expect(Set(site.relay.letters.map(\.bytes)).count == 1 && site.relay.letters.count == 3)
    }

    @Test func `leased email is sent normally after a crash`() async throws {
        #expect(try await site.outbox.claim(9).count == 1)
        try await site.crash()
        #expect(try await site.outbox.recover() == 0)
        #expect(try await row.state == "ready")
        try await site.deliver()
        #expect(site.relay.letters.count == 1)
    }

    @Test func `email that was being sent is resent later with the same bytes after a crash`() async throws {
        let letter = try #require(try await site.outbox.claim(9).first)
        _ = try await site.outbox.deliver(letter, by: site.relay)
        // This is the row while the relay has not replied.
        let body = String(decoding: site.relay.letters[0].bytes, as: UTF8.self)
        try await site.execute(
            """
            UPDATE letters SET state = 'sending', body = \(body), sender = 'post@hopdrink.test', sending_since = 1,
                lease_owner = 'former', lease_until = 1, settled_at = NULL
            """
        )
        #expect(try await site.outbox.recover() == 1)
        try await site.deliver()
        #expect(site.relay.letters.count == 1)
        site.clock.advance(by: 15 * .minute)
        try await deliver(.silent)
        #expect(site.relay.letters.count == 2 && site.relay.letters[0].bytes == site.relay.letters[1].bytes)
        #expect(try await row.state == "uncertain")
    }

    @Test func `kind that must not be sent twice is held after a lost reply`() async throws {
        let outbox = site.outbox(ambiguity: AmbiguityPolicy([.confirm: .hold]))
        let letter = try #require(try await outbox.claim(1).first)
        site.relay.willAnswer(.silent)
        _ = try await outbox.deliver(letter, by: site.relay)
        site.clock.advance(by: .hour)
        #expect(try await outbox.claim(9).isEmpty)
        #expect(try await row.state == "uncertain")
    }

    @Test func `kind that must not be sent twice is held after a crash while sending`() async throws {
        let outbox = site.outbox(ambiguity: AmbiguityPolicy([.confirm: .hold]))
        _ = try await outbox.claim(1)
        try await site.execute("UPDATE letters SET state = 'sending', body = 'b', sending_since = 1")
        try await site.crash()
        #expect(try await outbox.recover() == 1)
        site.clock.advance(by: .hour)
        #expect(try await outbox.claim(9).isEmpty)
    }

    @Test func `unsent emails are listed with a reason and without guest data`() async throws {
        try await deliver(.later)
        site.clock.advance(by: 1)
        try await site.ask("bob@example.org")
        try await deliver(.badAddress)
        let answer = try await site.control.get("/letters")
        let letters = try answer.json["letters"]?.list ?? []
        #expect(letters.map { $0["state"]?.text } == ["dead", "retry"])
        #expect(letters.map { $0["next"]?.text != nil } == [false, true])
        #expect(letters.last?["reason"]?.text == "451 4.3.0 Try again")
        #expect(letters.first?["reason"]?.text?.hasPrefix("550 5.1.1") == true)
        #expect(!answer.text.contains("example.org"))
    }
}
