import Domain
import Foundation
import Testing

struct LetterQueueTests {
    @Test(arguments: [
        (LetterKind.going, 0), (.reminder, 0), (.changed, 0), (.hostConfirm, 0), (.headCount, 0), (.cancelled, 180),
        (.thanks, 180 + 3 * 1440),
    ])
    func `deadline of a letter is the start, or some minutes after it`(kind: LetterKind, minutes: Int) throws {
        let meetup = try Meetup.sample()
        let deadline = kind.deadline(about: meetup, queued: meetup.startsAt - 30 * 86_400)
        #expect(deadline == meetup.startsAt + TimeInterval(minutes * 60))
    }

    @Test(arguments: [(LetterKind.confirm, 72), (.question, 7 * 24)])
    func `deadline of some letters is a number of hours after queueing`(kind: LetterKind, hours: Int) throws {
        let meetup = try Meetup.sample()
        let queued = meetup.startsAt - 30 * 86_400
        #expect(kind.deadline(about: meetup, queued: queued) == queued + TimeInterval(hours * 3600))
    }

    @Test func `deadline of a confirmation email is never after the meetup's start`() throws {
        let meetup = try Meetup.sample()
        #expect(LetterKind.confirm.deadline(about: meetup, queued: meetup.startsAt - 60) == meetup.startsAt)
    }

    @Test(arguments: [
        (LetterKind.changed, 0, 1), (.cancelled, 0, 1), (.known, 86_400, 0), (.going, 1, 0), (.confirm, 1, 0),
    ])
    func `key of a letter follows from its cause: a change, a day or a second`(
        kind: LetterKind, seconds: TimeInterval, changes: Int
    ) throws {
        let rsvp = try RSVP.sample(.waiting)
        let now = Date(timeIntervalSince1970: 1_790_000_000)
        let former = try Meetup.sample()
        var meetup = former
        if changes > 0 { meetup.revision = former.revision.next(at: now) }
        let key = kind.idempotencyKey(about: rsvp, of: former, at: now)
        #expect(kind.idempotencyKey(about: rsvp, of: meetup, at: now + seconds) != key)
        #expect(kind.idempotencyKey(about: rsvp, of: former, at: now) == key)
        #expect(key.hasPrefix("\(kind.rawValue):"))
    }

    @Test func `key of a reminder depends on the RSVP, the offset and the start`() throws {
        let meetup = try Meetup.sample(reminders: [1440, 120])
        let moved = try Meetup.sample(start: "2026-12-10T20:00", reminders: [1440, 120])
        let reminders = ReminderPlan.reminders(of: meetup)
        let keys = reminders.map { $0.idempotencyKey(about: .sample(1), of: meetup) }
        let others = reminders.map { $0.idempotencyKey(about: .sample(2), of: meetup) }
        let later = ReminderPlan.reminders(of: moved).map { $0.idempotencyKey(about: .sample(1), of: moved) }
        #expect(Set(keys + others + later).count == 6)
    }
}
