import Domain
import Foundation
import Storage

struct ReminderStore {
    let tx: Transaction

    /// Returns the state of the reminders for all RSVPs to a meetup; nil if there is no such meetup.
    func ledger(of id: Meetup.ID) throws -> [ReminderLedger.Entry]? {
        guard let meetup = try tx.meetups.find(id) else { return nil }
        let letters = try reminders(of: id)
        let guests = try tx.rows("SELECT * FROM rsvps WHERE meetup_id = \(id.text) ORDER BY arrival")
            .map(RSVP.init(row:)).map { ReminderLedger.Guest($0, letters: letters[$0.id] ?? []) }
        return ReminderLedger.entries(for: meetup, guests, at: tx.now)
    }

    /// Returns the reminders in the order in which they were queued.
    private func reminders(of meetup: Meetup.ID) throws -> [RSVP.ID: [ReminderLedger.Letter]] {
        let rows = try tx.rows(
            """
            SELECT r.id AS rsvp, l.reminder_offset, l.due_at, l.state, l.next_at, l.settled_at, l.reply
            FROM rsvps r JOIN letters l ON l.owner_kind = 'rsvp' AND l.owner_id = r.id
            WHERE r.meetup_id = \(meetup.text) AND l.kind = 'reminder' AND l.reminder_offset IS NOT NULL
            ORDER BY l.id
            """
        )
        var letters: [RSVP.ID: [ReminderLedger.Letter]] = [:]
        for row in rows {
            guard let rsvp = RSVP.ID(parsing: try row.text("rsvp")) else { continue }
            letters[rsvp, default: []].append(try ReminderLedger.Letter(row: row))
        }
        return letters
    }
}

extension Transaction {
    var reminders: ReminderStore { ReminderStore(tx: self) }
}

extension ReminderLedger.Letter {
    fileprivate init(row: SQLRow) throws {
        guard let state = LetterState(rawValue: try row.text("state")) else {
            throw StoreError.unreadable(column: "letters.state")
        }
        let settled = try row.optionalInstant("settled_at")
        self.init(
            offset: try row.integer("reminder_offset"), due: try row.instant("due_at"), state: state,
            instant: try settled ?? row.instant("next_at"), isOpen: settled == nil,
            reply: try row.optionalText("reply")?.withoutAddresses
        )
    }
}
