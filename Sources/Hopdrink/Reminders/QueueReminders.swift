import Domain
import Foundation
import Storage

/// Queues the reminders that are due for one meetup.
enum QueueReminders {
    /// Every guest who was going when it fell due gets one; how many were queued.
    static func perform(_ id: Meetup.ID, _ transaction: Transaction, at now: Date) throws -> Int {
        guard let meetup = try transaction.heldMeetup(id), let reminder = ReminderPlan.newestDue(of: meetup, at: now)
        else { return 0 }
        let guests = try transaction.rsvps(to: meetup, lacking: reminder)
        for rsvp in guests { try transaction.queue(reminder, about: rsvp, of: meetup, at: now) }
        return guests.count
    }
}

extension Transaction {
    /// Guests who were going when the reminder fell due and for whom it is not written down yet.
    fileprivate func rsvps(to meetup: Meetup, lacking reminder: ReminderPlan.Reminder) throws -> [RSVP.ID] {
        let prefix = "reminder:"
        let suffix = reminder.keySuffix(of: meetup)
        return try rows(
            """
            SELECT r.id FROM rsvps r
            WHERE r.meetup_id = \(meetup.id.text) AND r.state = 'going' AND r.going_since <= \(reminder.due)
                AND NOT EXISTS (SELECT 1 FROM letters WHERE idempotency_key = \(prefix) || r.id || \(suffix))
            ORDER BY r.arrival
            """
        ).compactMap { RSVP.ID(parsing: try $0.text("id")) }
    }

    /// Meetups of which a guest lacks a reminder that is due.
    func meetupsLackingReminders(at now: Date) throws -> [Meetup.ID] {
        try meetupsToRemind(at: now).filter { meetup in
            guard let reminder = ReminderPlan.newestDue(of: meetup, at: now) else { return false }
            return try !rsvps(to: meetup, lacking: reminder).isEmpty
        }.map(\.id)
    }
}
