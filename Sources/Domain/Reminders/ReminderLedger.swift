package import Foundation

/// The outcome of every reminder that a guest of a meetup could expect.
package enum ReminderLedger {
    /// A guest's RSVP to the meetup, with the reminders that were written for it.
    package struct Guest: Equatable, Sendable {
        package let rsvp: RSVP
        package let letters: [Letter]

        package init(_ rsvp: RSVP, letters: [Letter]) {
            self.rsvp = rsvp
            self.letters = letters
        }
    }

    /// A reminder in the outbox.
    package struct Letter: Equatable, Sendable {
        package let offset: Int
        package let due: Date
        package let state: LetterState
        /// The time at which its final state was reached, or of the next attempt.
        package let instant: Date
        /// Whether it waits to be sent again.
        package let isOpen: Bool
        /// The last reply, or the reason why it was not sent.
        package let reply: String?

        package init(offset: Int, due: Date, state: LetterState, instant: Date, isOpen: Bool, reply: String?) {
            self.offset = offset
            self.due = due
            self.state = state
            self.instant = instant
            self.isOpen = isOpen
            self.reply = reply
        }
    }

    package struct Entry: Equatable, Sendable {
        package let rsvp: RSVP.ID
        package let name: String
        /// Minutes before the start.
        package let offset: Int
        package let due: Date
        package let outcome: Outcome
    }

    package enum Outcome: Equatable, Sendable {
        case sent(at: Date)
        case waits(until: Date)
        /// It may have arrived; an operator decides.
        case uncertain
        case expired(String?)
        case withdrawn(String?)
        case suppressed(String?)
        case dead(String?)
        /// It is not due yet.
        case planned
        /// No reminder was written, for this reason.
        case none(Reason)
    }

    package enum Reason: String, Sendable {
        /// The guest got a seat only after the reminder was due.
        case joinedLater = "joined_later"
        case notConfirmed = "not_confirmed"
        case hadCancelled = "had_cancelled"
        case waitingList = "waiting_list"
        case meetupCancelled = "meetup_cancelled"
        /// The reminder was for another time: the meetup has moved since.
        case moved
        /// A later reminder was due as well, and one is enough.
        case overtaken
        /// The reminder was due while no daemon ran, or will be written at any moment.
        case notWritten = "not_written"
    }

    /// Returns the entries in the order of their due times, and for the same time in the order of the guests.
    package static func entries(for meetup: Meetup, _ guests: [Guest], at now: Date) -> [Entry] {
        let planned = ReminderPlan.reminders(of: meetup)
        let entries = guests.flatMap { guest in
            planned.map { entry(of: guest, $0, meetup, at: now) } + moved(guest, planned)
        }
        return entries.enumerated().sorted { ($0.element.due, $0.offset) < ($1.element.due, $1.offset) }.map(\.element)
    }

    private static func entry(
        of guest: Guest, _ reminder: ReminderPlan.Reminder, _ meetup: Meetup, at now: Date
    ) -> Entry {
        let letter = guest.letters.last { $0.offset == reminder.offset && $0.due == reminder.due }
        return Entry(
            rsvp: guest.rsvp.id, name: guest.rsvp.name, offset: reminder.offset, due: reminder.due,
            outcome: letter.map(outcome) ?? unwritten(guest.rsvp, reminder, meetup, at: now)
        )
    }

    /// Returns the reminders that were for another time. A reminder that was sent for that time still counts as sent.
    private static func moved(_ guest: Guest, _ planned: [ReminderPlan.Reminder]) -> [Entry] {
        let others = guest.letters.filter { letter in
            !planned.contains { $0.offset == letter.offset && $0.due == letter.due }
        }
        return others.map { letter in
            let isSent = letter.state == .sent
            return Entry(
                rsvp: guest.rsvp.id, name: guest.rsvp.name, offset: letter.offset, due: letter.due,
                outcome: isSent ? .sent(at: letter.instant) : .none(.moved)
            )
        }
    }

    private static func outcome(_ letter: Letter) -> Outcome {
        switch letter.state {
        case .sent: .sent(at: letter.instant)
        case .uncertain where !letter.isOpen: .uncertain
        case .scheduled, .ready, .leased, .sending, .retry, .uncertain: .waits(until: letter.instant)
        case .expired: .expired(letter.reply)
        case .withdrawn: .withdrawn(letter.reply)
        case .suppressed: .suppressed(letter.reply)
        case .dead: .dead(letter.reply)
        }
    }

    private static func unwritten(
        _ rsvp: RSVP, _ reminder: ReminderPlan.Reminder, _ meetup: Meetup, at now: Date
    ) -> Outcome {
        if meetup.state == .cancelled { return .none(.meetupCancelled) }
        switch rsvp.state {
        case .cancelled: return .none(.hadCancelled)
        case .pending: return .none(.notConfirmed)
        case .waiting: return .none(.waitingList)
        case .going(let since):
            if reminder.due > now { return .planned }
            if since > reminder.due { return .none(.joinedLater) }
            let newest = ReminderPlan.reminders(of: meetup).map(\.due).filter { $0 <= now }.max()
            return .none(newest == reminder.due ? .notWritten : .overtaken)
        }
    }
}
