import Domain
import Foundation
import Logging
import Storage

/// Queues reminders as they fall due.
struct QueueReminders: Sendable {
    /// The time after a reminder was due for which guests who lack it are searched for, in seconds. An RSVP that was
    /// confirmed just before may be committed just after.
    fileprivate static let patience: TimeInterval = 60

    let database: any Database
    let logger: Logger

    func callAsFunction() async throws {
        for meetup in try await database.read({ try $0.reminders.meetupsLackingReminders() }) {
            let queued = try await database.write { try Self.perform(meetup, $0) }
            guard queued > 0 else { continue }
            logger.info("reminders queued", metadata: ["meetup": "\(meetup)", "count": "\(queued)"])
        }
    }

    /// Queues a reminder for every guest who was going when it was due. Returns the number of reminders.
    static func perform(_ id: Meetup.ID, _ tx: Transaction) throws -> Int {
        guard let meetup = try tx.meetups.tryLock(id) else { return 0 }
        try tx.meetups.leaveBehindReminders(of: meetup, dueUntil: tx.now.addingTimeInterval(-patience))
        guard let reminder = ReminderPlan.newestDue(of: meetup, at: tx.now) else { return 0 }
        let guests = try tx.reminders.rsvps(to: meetup, lacking: reminder)
        for rsvp in guests { try tx.letters.enqueue(reminder, about: rsvp, of: meetup) }
        return guests.count
    }
}

extension ReminderStore {
    /// Returns the guests who were going when the reminder was due and for whom it is not recorded yet.
    fileprivate func rsvps(to meetup: Meetup, lacking reminder: ReminderPlan.Reminder) throws -> [RSVP.ID] {
        try tx.rows(
            """
            SELECT r.id FROM rsvps r
            WHERE r.meetup_id = \(meetup.id.text) AND r.state = 'going' AND r.going_since <= \(reminder.due)
                AND NOT EXISTS (
                    SELECT 1 FROM letters l WHERE l.owner_kind = 'rsvp' AND l.owner_id = r.id AND l.kind = 'reminder'
                        AND l.reminder_offset = \(reminder.offset) AND l.starts_at = \(meetup.startsAt))
            ORDER BY r.arrival
            """
        ).compactMap { RSVP.ID(parsing: try $0.text("id")) }
    }

    /// Returns the meetups where a guest lacks a due reminder, or whose reminder is old enough to be left behind.
    func meetupsLackingReminders() throws -> [Meetup.ID] {
        let limit = tx.now.addingTimeInterval(-QueueReminders.patience)
        return try tx.meetups.lackingReminders().filter { meetup in
            guard let reminder = ReminderPlan.newestDue(of: meetup, at: tx.now), reminder.due > limit else {
                return true
            }
            return try !rsvps(to: meetup, lacking: reminder).isEmpty
        }.map(\.id)
    }
}
