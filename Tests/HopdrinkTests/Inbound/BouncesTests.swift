import Domain
import Foundation
import Storage
import Testing

@testable import Hopdrink

/// Mail servers' reports on emails.
struct BouncesTests {
    private let site: TestSite
    private static let ada = "ada@example.org"
    private static let bob = "bob@example.org"
    private static let claire = "claire@example.org"
    private static let unknownUser = "550 5.1.1 <ada@example.org>: User unknown"

    /// Ada has the only seat, Bob is on the waiting list, Claire is the host.
    init() async throws {
        var network = TestNetwork()
        network.series[0].terms.capacity = 1
        network.series[0].terms.hosts = "Claire <\(Self.claire)>"
        site = try await TestSite(network)
        try await site.join(Self.ada)
        try await site.join(Self.bob)
    }

    private func row(_ kind: LetterKind) async throws -> TestSite.LetterRow? {
        try await site.letterRows(to: Self.ada).last { $0.kind == kind.rawValue }
    }

    @Test func `bounce for an unknown address releases the seat, and the host is emailed`() async throws {
        let report = try site.report("failed", "5.1.1", Self.unknownUser, on: .going, to: Self.ada)
        #expect(try await site.take(report) == .reported(.unreachable))
        #expect(try await site.state(of: Self.ada) == .cancelled)
        #expect(try await site.state(of: Self.bob) == .going)
        let row = try await row(.going)
        #expect(row?.state == "dead" && row?.reply?.contains("User unknown") == true)
        #expect(try await site.count("suppressions") == 1)
        try await site.deliver()
        #expect(site.relay.kinds(to: Self.claire) == [.unreachable])
        #expect(site.relay.kinds(to: Self.bob).last == .promoted)
        #expect(try await site.take(report) == .repeated)
        try await site.execute("DELETE FROM received_mail")
        #expect(try await site.take(report) == .reported(.nothing))
    }

    @Test func `bounce to an unconfirmed guest only releases the reserved seat`() async throws {
        let eve = "eve@example.org"
        try await site.cancel(Self.ada)
        try await site.cancel(Self.bob)
        try await site.ask(eve)
        try await site.deliver()
        let letter = try site.bounceAddress(of: .confirm, to: eve)
        let report = TestMail(
            reporting: "failed", "5.1.1", Self.unknownUser, returning: letter.messageID, to: letter.address
        )
        #expect(try await site.take(report) == .reported(.unreachable))
        #expect(try await site.letterRows(to: Self.claire).isEmpty)
        try await site.join(Self.bob)
        #expect(try await site.state(of: Self.bob) == .going)
        site.clock.advance(by: 3 * .day)
        try await site.tidyRSVPs.erasePending()
        #expect(try await site.rsvp(of: eve) == nil)
    }

    @Test(arguments: [("5.2.2", "552 5.2.2 Mailbox full"), ("5.7.1", "550 5.7.1 Spam")])
    func `bounce for another reason ends one email and changes no RSVP`(
        status: String, diagnostic: String
    ) async throws {
        let report = try site.report("failed", status, diagnostic, on: .going, to: Self.ada)
        #expect(try await site.take(report) == .reported(.dead))
        #expect(try await row(.going)?.state == "dead")
        #expect(try await site.state(of: Self.ada) == .going)
        #expect(try await site.count("suppressions") == 0)
    }

    @Test(arguments: [("delayed", "4.4.1"), ("failed", "4.4.7")])
    func `temporary failure is recorded`(action: String, status: String) async throws {
        let report = try site.report(action, status, "451 Try again", on: .going, to: Self.ada)
        #expect(try await site.take(report) == .reported(.noted))
        let row = try await row(.going)
        #expect(row?.state == "sent" && row?.reply?.contains("Try again") == true)
        #expect(try await site.state(of: Self.ada) == .going)
    }

    @Test func `out-of-office note is not a bounce`() async throws {
        var note = TestMail(to: try site.bounceAddress(of: .going, to: Self.ada).address)
        note.header = ["Auto-Submitted: auto-replied"]
        #expect(try await site.take(note) == .ignored(.automatic))
        #expect(try await row(.going)?.state == "sent")
    }

    @Test func `report is trusted only at the signed address of its email`() async throws {
        let (going, confirm) = (
            try site.bounceAddress(of: .going, to: Self.ada), try site.bounceAddress(of: .confirm, to: Self.ada)
        )
        let domain = "@hopdrink.test"
        let madeUp = String(going.address.dropLast(domain.count + 1)) + "0" + domain
        for (address, outcome) in [
            (confirm.address, ReceivedOutcome.reported(.nothing)), ("post@hopdrink.test", .ignored(.unsigned)),
            (madeUp == going.address ? "x@hopdrink.test" : madeUp, .ignored(.unsigned)),
        ] {
            let report = TestMail(
                reporting: "failed", "5.1.1", Self.unknownUser, returning: going.messageID, to: address
            )
            #expect(try await site.take(report) == outcome)
        }
        #expect(try await site.state(of: Self.ada) == .going)
        #expect(try await site.count("suppressions") == 0)
    }

    @Test func `email that may have arrived is not retried after a bounce`() async throws {
        let eve = "eve@example.org"
        try await site.ask(eve)
        site.relay.willAnswer(.silent)
        try await site.deliver()
        let letter = try site.bounceAddress(of: .confirm, to: eve)
        let report = TestMail(
            reporting: "failed", "5.2.2", "552 5.2.2 Mailbox full", returning: letter.messageID, to: letter.address
        )
        try await site.take(report)
        site.relay.forget()
        site.clock.advance(by: .hour)
        try await site.deliver()
        #expect(site.relay.letters(to: eve).isEmpty)
    }

    @Test func `unsubscribe message stops further emails of its kind`() async throws {
        let letter = try await site.database.read { tx in
            try tx.row("SELECT id FROM letters WHERE kind = 'going'")?.text("id")
        }
        let id = try #require(letter.flatMap(Letter.ID.init(parsing:)))
        var mail = TestMail(to: site.verp.address(for: .unsubscribe(id)))
        mail.from = "anybody@example.org"
        #expect(try await site.take(mail) == .unsubscribed)
        try site.clock.move(to: "2026-12-09T18:00:00Z")
        site.relay.forget()
        try await site.queueReminders()
        try await site.deliver()
        #expect(site.relay.letters(to: Self.ada).isEmpty)
        #expect(try await row(.reminder)?.state == "suppressed")
        #expect(try await site.state(of: Self.ada) == .going)
    }
}
