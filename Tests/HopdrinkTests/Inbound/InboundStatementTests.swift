import Domain
import Foundation
import Mail
import Testing

@testable import Hopdrink
@testable import Storage

/// Runs every statement about incoming mail once, on a meetup with one guest.
struct InboundStatementTests {
    private let site: TestSite
    private let meetup: Meetup
    private let rsvp: RSVP

    init() async throws {
        site = try await TestSite()
        try await site.join("ada@example.org")
        meetup = try await site.firstMeetup()
        guard let rsvp = try await site.rsvp(of: "ada@example.org") else { throw TestSite.Missing(what: "an RSVP") }
        self.rsvp = rsvp
    }

    private func write(_ body: @escaping @Sendable (Transaction, Date) throws -> Void) async throws {
        let now = site.clock.now
        try await site.database.write { try body($0, now) }
    }

    @Test func `statements about incoming mail run`() async throws {
        let rsvp = rsvp
        try await write { tx, now in
            #expect(try tx.inbound.markReceived("a"))
            tx.now = now + 89 * .day
            #expect(try !tx.inbound.markReceived("a"))
            tx.now = now + 91 * .day
            #expect(try tx.inbound.markReceived("a"))
            tx.now = now
            let history = try tx.inbound.answerHistory(of: rsvp.id)
            #expect(history == AnswerHistory(latest: now, day: 0, count: 0))
            try tx.inbound.save(history.adding(stamp: nil, at: now), of: rsvp.id)
            #expect(try tx.inbound.answerHistory(of: rsvp.id) == history.adding(stamp: nil, at: now))
            tx.now = now - 60
            try tx.inbound.markAnswered(rsvp.id)
            tx.now = now + 60
            try tx.inbound.markAnswered(rsvp.id)
            tx.now = now
            #expect(try tx.inbound.answerHistory(of: rsvp.id).latest == now + 60)
            #expect(try tx.inbound.position(in: "inbox") == nil)
            for position in [(1, 5), (1, 4), (1, 7)] as [(UInt32, UInt32)] {
                try tx.inbound.save(IMAPPosition(validity: position.0, uid: position.1), of: "inbox")
            }
            #expect(try tx.inbound.position(in: "inbox") == IMAPPosition(validity: 1, uid: 7))
            try tx.inbound.save(IMAPPosition(validity: 2, uid: .max), of: "inbox")
            #expect(try tx.inbound.position(in: "inbox") == IMAPPosition(validity: 2, uid: .max))
            #expect(try tx.inbound.openRSVPs(of: rsvp.guest) == [rsvp.id])
        }
    }

    @Test func `statements about bounces run`() async throws {
        let (rsvp, meetup) = (rsvp, meetup)
        try await write { tx, now in
            try tx.execute("DELETE FROM letters")
            try tx.letters.enqueue(.known, about: rsvp, of: meetup)
            let id = try #require(try tx.letters.lease(9, to: "me", until: now + 60).first).id
            #expect(try tx.letters.find(id)?.kind == .known)
            #expect(try tx.letters.record(of: id)?.recipient == "ada@example.org")
            #expect(try tx.letters.markDead(id, because: "gone"))
            #expect(try !tx.letters.markDead(id, because: "gone again"))
            try tx.letters.note("later", on: id)
            #expect(try tx.letters.record(of: id)?.answer == "gone")
            #expect(try InterveneInOutbox.retry(id, tx) == .done)
            #expect(try InterveneInOutbox.drop(id, tx) == .done)
            #expect(try tx.letters.list(LetterSelection(includesAll: true)).map(\.state) == ["withdrawn"])
            #expect(try tx.reminders.ledger(of: meetup.id)?.map(\.outcome) == [.planned])
        }
    }
}
