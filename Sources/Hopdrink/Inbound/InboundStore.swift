import Domain
import Foundation
import Mail
import Storage

struct InboundStore {
    let tx: Transaction

    /// The time for which a message that was read is remembered, in seconds.
    private static var receivedFor: TimeInterval { 90 * 86_400 }

    /// Records that a message was read. Returns false if it was read before.
    func markReceived(_ hash: String) throws -> Bool {
        let limit = tx.now.addingTimeInterval(-Self.receivedFor)
        try tx.execute("DELETE FROM received_mail WHERE received_at < \(limit)")
        return try tx.execute(
            "INSERT INTO received_mail (hash, received_at) VALUES (\(hash), \(tx.now)) ON CONFLICT (hash) DO NOTHING"
        ) == 1
    }

    func answerHistory(of rsvp: RSVP.ID) throws -> AnswerHistory {
        let row = try tx.row("SELECT replied_at, reply_day, reply_count FROM rsvps WHERE id = \(rsvp.text)")
        guard let row else { throw StoreError.missing(table: "rsvps") }
        return AnswerHistory(
            latest: try row.instant("replied_at"), day: try row.integer("reply_day"),
            count: try row.integer("reply_count")
        )
    }

    func save(_ history: AnswerHistory, of rsvp: RSVP.ID) throws {
        let record: SQLRecord = [
            "replied_at": history.latest,
            "reply_day": history.day,
            "reply_count": history.count,
        ]
        try tx.execute("UPDATE rsvps SET \(record.assignments) WHERE id = \(rsvp.text)")
    }

    /// Records that the guest answered on a page. That overrides replies by email that were sent earlier and have not
    /// arrived yet.
    func markAnswered(_ rsvp: RSVP.ID) throws {
        try tx.execute("UPDATE rsvps SET replied_at = \(tx.now) WHERE id = \(rsvp.text) AND replied_at < \(tx.now)")
    }

    /// Returns how far a mailbox was read; nil if it never was.
    func position(in mailbox: String) throws -> IMAPPosition? {
        guard let row = try tx.row("SELECT validity, uid FROM mailboxes WHERE name = \(mailbox)") else { return nil }
        let numbers = (UInt32(exactly: try row.integer("validity")), UInt32(exactly: try row.integer("uid")))
        guard case (let validity?, let uid?) = numbers else { throw StoreError.unreadable(column: "mailboxes.uid") }
        return IMAPPosition(validity: validity, uid: uid)
    }

    /// Saves the position, unless another daemon that reads the same mailbox is already further.
    func save(_ position: IMAPPosition, of mailbox: String) throws {
        let (validity, uid) = (Int(position.validity), Int(position.uid))
        try tx.execute(
            """
            INSERT INTO mailboxes (name, validity, uid) VALUES (\(mailbox), \(validity), \(uid))
            ON CONFLICT (name) DO UPDATE SET validity = excluded.validity, uid = excluded.uid
            WHERE mailboxes.validity <> excluded.validity OR mailboxes.uid < excluded.uid
            """
        )
    }

    /// Returns a guest's RSVPs to coming meetups, in the order in which the meetups' rows are locked.
    func openRSVPs(of guest: Guest.ID) throws -> [RSVP.ID] {
        try tx.rows(
            """
            SELECT r.id FROM rsvps r JOIN meetups m ON m.id = r.meetup_id
            WHERE r.guest_id = \(guest.text) AND r.state <> 'cancelled' AND m.state = 'scheduled'
                AND m.starts_at > \(tx.now)
            ORDER BY r.meetup_id
            """
        ).compactMap { RSVP.ID(parsing: try $0.text("id")) }
    }
}

extension Transaction {
    var inbound: InboundStore { InboundStore(tx: self) }
}
