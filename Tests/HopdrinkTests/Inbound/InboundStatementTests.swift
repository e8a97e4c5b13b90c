import Domain
import Foundation
import Mail
import Storage
import Testing

@testable import Hopdrink

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
        try await write { transaction, now in
            #expect(try transaction.markReceived("a", at: now))
            #expect(try !transaction.markReceived("a", at: now + 89 * .day))
            #expect(try transaction.markReceived("a", at: now + 91 * .day))
            let history = try transaction.answerHistory(of: rsvp.id)
            #expect(history == AnswerHistory(latest: now, day: 0, count: 0))
            try transaction.save(history.adding(stamp: nil, at: now), of: rsvp.id)
            #expect(try transaction.answerHistory(of: rsvp.id) == history.adding(stamp: nil, at: now))
            try transaction.markAnswered(rsvp.id, at: now - 60)
            try transaction.markAnswered(rsvp.id, at: now + 60)
            #expect(try transaction.answerHistory(of: rsvp.id).latest == now + 60)
            #expect(try transaction.position(in: "inbox") == nil)
            for position in [(1, 5), (1, 4), (1, 7)] as [(UInt32, UInt32)] {
                try transaction.save(IMAPPosition(validity: position.0, uid: position.1), of: "inbox")
            }
            #expect(try transaction.position(in: "inbox") == IMAPPosition(validity: 1, uid: 7))
            try transaction.save(IMAPPosition(validity: 2, uid: .max), of: "inbox")
            #expect(try transaction.position(in: "inbox") == IMAPPosition(validity: 2, uid: .max))
            #expect(try transaction.openRSVPs(of: rsvp.guest, at: now) == [rsvp.id])
        }
    }

    @Test func `statements about bounces run`() async throws {
        let (rsvp, meetup) = (rsvp, meetup)
        try await write { transaction, now in
            try transaction.execute("DELETE FROM letters")
            try transaction.queue(.known, about: rsvp, of: meetup, at: now)
            let id = try #require(try transaction.lease(9, to: "me", until: now + 60, at: now).first).id
            #expect(try transaction.letter(id)?.kind == .known)
            #expect(try transaction.record(of: id)?.recipient == "ada@example.org")
            #expect(try transaction.bury(id, because: "gone", at: now))
            #expect(try !transaction.bury(id, because: "gone again", at: now))
            try transaction.note("later", on: id)
            #expect(try transaction.record(of: id)?.answer == "gone")
            #expect(try InterveneInOutbox.retry(id, transaction, at: now) == .done)
            #expect(try InterveneInOutbox.drop(id, transaction, at: now) == .done)
            #expect(try transaction.letters(LetterSelection(includesAll: true)).map(\.state) == ["withdrawn"])
            #expect(try transaction.reminderLedger(of: meetup.id, at: now)?.map(\.outcome) == [.planned])
        }
    }
}
