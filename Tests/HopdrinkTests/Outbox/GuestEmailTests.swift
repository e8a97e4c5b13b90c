import Domain
import Foundation
import Testing

@testable import Hopdrink

/// The rules of every email to a guest, as tables.
struct GuestEmailTests {
    private static let pending = RSVP.State.pending
    private static let going = RSVP.State.going(since: .distantPast)
    private static let states = [pending, going, .waiting, .cancelled]

    private let samples: Samples

    init() throws {
        samples = try Samples()
    }

    private func states(of email: GuestEmail, at meetup: Meetup) throws -> [RSVP.State] {
        try Self.states.filter { email.isStillTrue(try samples.rsvp($0), meetup) }
    }

    @Test(arguments: [
        (GuestEmail.confirm, [pending]), (.going, [going]), (.promoted, [going]), (.changed, [going]),
        (.reminder, [going]), (.thanks, [going]), (.reconfirm, [going]), (.waiting, [.waiting]), (.seatReleased, []),
        (.cancelled, []), (.restored, [going, .waiting]), (.known, [going, .waiting]),
        (.unverified, [going, .waiting]),
    ])
    func `email about a scheduled meetup is true for these states`(email: GuestEmail, expected: [RSVP.State]) throws {
        #expect(try states(of: email, at: samples.meetup) == expected)
    }

    @Test(arguments: [
        (GuestEmail.confirm, []), (.going, []), (.promoted, []), (.changed, []), (.reminder, []), (.thanks, []),
        (.waiting, []), (.seatReleased, []), (.reconfirm, []), (.restored, []), (.unverified, []),
        (.cancelled, [pending, going, .waiting]), (.known, [going, .waiting]),
    ])
    func `email about a cancelled meetup is true for these states`(email: GuestEmail, expected: [RSVP.State]) throws {
        let meetup = try Samples.meetup(in: samples.city, state: .cancelled)
        #expect(try states(of: email, at: meetup) == expected)
    }

    @Test func `released seat is announced only while the guest does not respond`() throws {
        var rsvp = try samples.rsvp(.waiting)
        rsvp.turn = .unresponsive
        #expect(GuestEmail.seatReleased.isStillTrue(rsvp, samples.meetup))
    }

    @Test(arguments: [
        (GuestEmail.going, 0), (.reminder, 0), (.changed, 0), (.reconfirm, 0), (.restored, 0), (.cancelled, 120),
        (.thanks, 120 + 3 * 1440),
    ])
    func `deadline of an email is the start, or some minutes after it`(email: GuestEmail, minutes: Int) {
        let deadline = email.usefulUntil(samples.meetup, samples.meetup.startsAt - 30 * .day)
        #expect(deadline == samples.meetup.startsAt + TimeInterval(minutes * 60))
    }

    @Test func `confirmation email is of use for three days, and never after the meetup's start`() {
        let start = samples.meetup.startsAt
        #expect(GuestEmail.confirm.usefulUntil(samples.meetup, start - 30 * .day) == start - 27 * .day)
        #expect(GuestEmail.confirm.usefulUntil(samples.meetup, start - 60) == start)
    }

    @Test func `deadline of a reminder does not move back with the meetup, and others do`() throws {
        let later = try Samples.meetup(in: samples.city, start: "2026-12-10T21:00")
        let guest = Guest(
            id: Guest.ID(at: samples.now, random: (2, 2)), address: try EmailAddress(parsing: "a@b.example"))
        let rsvp = try samples.rsvp(Self.going)
        let facts = LetterFacts(city: samples.city, reader: .guest(rsvp, guest, later), suppression: nil)
        for (email, deadline) in [(GuestEmail.reminder, samples.meetup.startsAt), (.changed, later.startsAt)] {
            let letter = Letter(
                id: Letter.ID(at: samples.now, random: (9, 9)), kind: email.kind, subject: .rsvp(rsvp.id),
                details: LetterDetails(), queued: samples.now, deadline: samples.meetup.startsAt, attempts: 0,
                isUncertain: false, body: nil, sender: nil
            )
            #expect(email.deadline(of: letter, facts) == deadline)
        }
    }

    @Test(arguments: [
        (GuestEmail.changed, 0, 1), (.cancelled, 0, 1), (.restored, 0, 1), (.known, .day, 0), (.unverified, .day, 0),
        (.going, 1, 0), (.confirm, 1, 0),
    ])
    func `key of an email follows from its cause: a change, a day or a second`(
        email: GuestEmail, seconds: TimeInterval, changes: Int
    ) throws {
        let rsvp = try samples.rsvp(.waiting).id
        let now = Date(timeIntervalSince1970: 1_790_000_000)
        var meetup = samples.meetup
        if changes > 0 { meetup.revision = meetup.revision.next(at: now) }
        let key = email.idempotencyKey(about: rsvp, of: samples.meetup, at: now)
        #expect(email.idempotencyKey(about: rsvp, of: meetup, at: now + seconds) != key)
        #expect(email.idempotencyKey(about: rsvp, of: samples.meetup, at: now) == key)
        #expect(key.hasPrefix("\(email.kind.rawValue):"))
    }

    @Test func `guests are thanked once, and asked once for each start whether they come`() throws {
        let rsvp = try samples.rsvp(Self.going).id
        let moved = try Samples.meetup(in: samples.city, start: "2026-12-10T21:00")
        func keys(_ email: GuestEmail) -> Set<String> {
            Set([samples.meetup, moved].map { email.idempotencyKey(about: rsvp, of: $0, at: $0.startsAt) })
        }
        #expect(keys(.thanks).count == 1 && keys(.reconfirm).count == 2)
    }

    @Test func `key of a reminder depends on the RSVP, the offset and the start`() throws {
        let moved = try Samples.meetup(in: samples.city, start: "2026-12-10T20:00")
        let guests = [RSVP.ID(at: samples.now, random: (1, 1)), RSVP.ID(at: samples.now, random: (2, 2))]
        let keys = [samples.meetup, moved].flatMap { meetup in
            var meetup = meetup
            meetup.terms.reminders = [1440, 120]
            return ReminderPlan.reminders(of: meetup).flatMap { reminder in
                guests.map { reminder.idempotencyKey(about: $0, of: meetup) }
            }
        }
        #expect(Set(keys).count == 8)
    }

    @Test func `cancellation supersedes what a guest was told before, and a change supersedes a change`() {
        let told: Set<LetterKind> = [
            .confirm, .going, .waiting, .promoted, .changed, .restored, .reminder, .known, .reconfirm,
        ]
        #expect(Set(GuestEmail.cancelled.supersedes) == told && GuestEmail.changed.supersedes == [.changed])
        let others = LetterKind.allCases.filter { ![.cancelled, .changed].contains($0) }
        #expect(others.allSatisfy { $0.email.supersedes.isEmpty })
    }

    @Test func `calendar changes only if the RSVP or the meetup does`() throws {
        let changes: [LetterKind: [Invitation.Change?]] = [
            .going: [.request, .request], .promoted: [.request, .request], .changed: [.request, .request],
            .restored: [.request, nil], .cancelled: [.cancel, nil], .seatReleased: [.remove, .remove],
        ]
        let rsvps = [try samples.rsvp(Self.going), try samples.rsvp(.waiting)]
        for case let email as GuestEmail in LetterKind.allCases.map(\.email) {
            #expect(rsvps.map { email.invitation($0) } == changes[email.kind] ?? [nil, nil], "\(email.kind)")
        }
    }
}
