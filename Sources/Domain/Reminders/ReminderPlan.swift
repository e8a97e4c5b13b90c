package import Foundation

/// Decides which reminder of a meetup a guest should get now.
package enum ReminderPlan {
    package struct Reminder: Hashable, Sendable {
        /// Minutes before the start.
        package let offset: Int
        package let due: Date
        /// The instant after which the reminder is useless.
        package let deadline: Date
    }

    /// Returns the newest reminder that is due and not too late, or nil. A guest who joined after it was due gets none.
    package static func due(for meetup: Meetup, joined: Date, at now: Date) -> Reminder? {
        guard let newest = newestDue(of: meetup, at: now), joined <= newest.due, now < newest.deadline else {
            return nil
        }
        return newest
    }

    /// Returns the newest due reminder, even if it is too late to send it.
    package static func newestDue(of meetup: Meetup, at now: Date) -> Reminder? {
        guard meetup.state == .scheduled, !meetup.hasStarted(at: now) else { return nil }
        return reminders(of: meetup).filter { $0.due <= now }.max { $0.due < $1.due }
    }

    /// Returns the due time of the first reminder after `now`, or nil.
    package static func nextDue(of meetup: Meetup, after now: Date) -> Date? {
        reminders(of: meetup).map(\.due).filter { $0 > now }.min()
    }

    /// Returns all reminders of a meetup. A reminder is valid until half of the time between its due time and the start
    /// has passed.
    package static func reminders(of meetup: Meetup) -> [Reminder] {
        meetup.terms.reminders.map { offset in
            let due = meetup.startsAt.addingTimeInterval(TimeInterval(-offset * 60))
            let deadline = due.addingTimeInterval(TimeInterval(offset * 30))
            return Reminder(offset: offset, due: due, deadline: deadline)
        }
    }
}
