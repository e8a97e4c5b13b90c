import Domain
import Foundation
import Testing

struct LetterQueueTests {
    @Test(arguments: LetterKind.allCases)
    func `a letter is of use until the start, one that calls off until the end`(kind: LetterKind) throws {
        let meetup = try Meetup.sample()
        #expect(kind.deadline(of: meetup) == (kind == .cancelled ? meetup.endsAt : meetup.startsAt))
    }

    @Test(arguments: [
        (LetterKind.changed, 0, 1), (.cancelled, 0, 1), (.known, 86_400, 0), (.going, 1, 0), (.confirm, 1, 0),
    ])
    func `what caused a letter makes its key: a change, a day or a moment`(
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

    @Test func `a reminder's key tells the RSVP, the offset and the start`() throws {
        let meetup = try Meetup.sample(reminders: [1440, 120])
        let moved = try Meetup.sample(start: "2026-12-10T20:00", reminders: [1440, 120])
        let reminders = ReminderPlan.reminders(of: meetup)
        let keys = reminders.map { $0.idempotencyKey(about: .sample(1), of: meetup) }
        let others = reminders.map { $0.idempotencyKey(about: .sample(2), of: meetup) }
        let later = ReminderPlan.reminders(of: moved).map { $0.idempotencyKey(about: .sample(1), of: moved) }
        #expect(Set(keys + others + later).count == 6)
        #expect(zip(reminders, keys).allSatisfy { $1.hasSuffix($0.keySuffix(of: meetup)) })
    }
}
