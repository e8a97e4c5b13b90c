import Domain
import Foundation
import Testing

/// The meetup starts at 18:00 UTC on 10 December; a reminder is due a day before, and in some tests two hours before.
struct ReminderLedgerTests {
    private let due: Date
    private let now: Date
    private let meetup: Meetup

    init() throws {
        due = try .utc("2026-12-09T18:00:00Z")
        now = try .utc("2026-12-10T17:00:00Z")
        meetup = try .sample(reminders: [1440])
    }

    private func outcomes(
        _ rsvp: RSVP, _ letters: [ReminderLedger.Letter] = [], of meetup: Meetup? = nil, at instant: Date? = nil
    ) -> [ReminderLedger.Outcome] {
        let guest = ReminderLedger.Guest(rsvp, letters: letters)
        return ReminderLedger.entries(for: meetup ?? self.meetup, [guest], at: instant ?? now).map(\.outcome)
    }

    private func letter(
        _ state: LetterState, isOpen: Bool = false, due: Date? = nil
    ) -> ReminderLedger.Letter {
        ReminderLedger.Letter(
            offset: 1440, due: due ?? self.due, state: state, instant: now, isOpen: isOpen, reply: "because"
        )
    }

    @Test func `outcome of a letter comes with its last reply`() throws {
        let rsvp = try RSVP.sample(.going(since: due - 60))
        #expect(outcomes(rsvp, [letter(.sent)]) == [.sent(at: now)])
        #expect(outcomes(rsvp, [letter(.expired)]) == [.expired("because")])
        #expect(outcomes(rsvp, [letter(.withdrawn)]) == [.withdrawn("because")])
        #expect(outcomes(rsvp, [letter(.suppressed)]) == [.suppressed("because")])
        #expect(outcomes(rsvp, [letter(.dead)]) == [.dead("because")])
        #expect(outcomes(rsvp, [letter(.uncertain)]) == [.uncertain])
    }

    @Test(arguments: [LetterState.scheduled, .ready, .leased, .sending, .retry, .uncertain])
    func `open letter waits`(state: LetterState) throws {
        #expect(outcomes(try .sample(.going(since: due - 60)), [letter(state, isOpen: true)]) == [.waits(until: now)])
    }

    @Test(arguments: [
        (RSVP.State.waiting, ReminderLedger.Reason.waitingList), (.cancelled, .hadCancelled),
        (.pending, .notConfirmed),
    ])
    func `guest who was not going got no reminder`(state: RSVP.State, reason: ReminderLedger.Reason) throws {
        #expect(outcomes(try .sample(state)) == [.none(reason)])
    }

    @Test func `guest who joined late got no reminder, and neither did guests of a cancelled meetup`() throws {
        let (early, late) = (try RSVP.sample(.going(since: due)), try RSVP.sample(.going(since: due + 1)))
        #expect(outcomes(late) == [.none(.joinedLater)])
        #expect(outcomes(early) == [.none(.notWritten)])
        let off = try Meetup.sample(reminders: [1440], state: .cancelled)
        #expect(outcomes(early, of: off) == [.none(.meetupCancelled)])
        #expect(outcomes(early, at: due - 1) == [.planned])
    }

    @Test func `earlier reminder is overtaken by a later one that is due too`() throws {
        let meetup = try Meetup.sample(reminders: [1440, 120])
        #expect(outcomes(try .sample(.going(since: due)), of: meetup) == [.none(.overtaken), .none(.notWritten)])
    }

    @Test func `reminder for another time means that the meetup moved, unless it was sent`() throws {
        let rsvp = try RSVP.sample(.going(since: due - 60))
        let former = due - 86_400
        #expect(outcomes(rsvp, [letter(.withdrawn, due: former), letter(.sent)]) == [.none(.moved), .sent(at: now)])
        #expect(outcomes(rsvp, [letter(.sent, due: former), letter(.sent)]) == [.sent(at: now), .sent(at: now)])
    }

    @Test func `entries are ordered by due time and then by guest`() throws {
        let meetup = try Meetup.sample(reminders: [120, 1440])
        let guests = try [1, 2].map { ReminderLedger.Guest(try .sample(.waiting, arrival: $0), letters: []) }
        let entries = ReminderLedger.entries(for: meetup, guests, at: now)
        #expect(entries.map(\.offset) == [1440, 1440, 120, 120])
        #expect(entries.map(\.rsvp) == [.sample(1), .sample(2), .sample(1), .sample(2)])
    }
}
