import Domain
import Storage

extension GuestEmail {
    static let reminder = GuestEmail(
        kind: .reminder, title: .personalDataLetterReminder, subject: .letterReminderSubject,
        lead: { _, _ in .letterReminderLead }, isUnsubscribable: true,
        // The meetup gets a new reminder if it moves.
        deadlineNeverMovesBack: true,
        isStillTrue: { rsvp, meetup in meetup.state == .scheduled && rsvp.state.isGoing },
        isOnTime: { letter, meetup in
            letter.startsAt == meetup.startsAt && meetup.terms.reminders.contains { $0 == letter.reminderOffset }
        }
    )
}

extension ReminderPlan.Reminder {
    /// Returns the key of a reminder: one per RSVP, offset and start. A moved meetup is reminded of again; a meetup
    /// whose text changes is not.
    func idempotencyKey(about rsvp: RSVP.ID, of meetup: Meetup) -> String {
        "reminder:\(rsvp):\(offset)m:\(meetup.startsAt.wholeSeconds)"
    }
}
