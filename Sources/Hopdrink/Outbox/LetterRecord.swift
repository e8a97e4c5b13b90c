import Domain
import Foundation
import Storage

/// All data about one letter, for an operator who asks for it. Instants are RFC 3339 date-times.
struct LetterRecord: Sendable, Encodable {
    let id: String
    let kind: String
    let state: String
    let recipient: String?
    let meetup: String?
    let rsvp: String?
    let due: String
    let queued: String
    let deadline: String
    let attempts: Int
    let next: String?
    let leaseOwner: String?
    let leaseUntil: String?
    let settled: String?
    let mayHaveArrived: Bool
    /// The relay's last reply, or why the email was not sent.
    let answer: String?
    let queueId: String?
}

extension LetterRecord {
    fileprivate init(row: SQLRow) throws {
        id = try row.text("id")
        kind = try row.text("kind")
        state = try row.text("state")
        let person = try row.optionalText("recipient").map { try Contact(parsing: $0).address?.text ?? $0 }
        recipient = try row.optionalText("guest") ?? row.optionalText("follower") ?? person
        meetup = try row.optionalText("meetup")
        rsvp = try row.optionalText("rsvp")
        due = try row.instant("due_at").formatted(.iso8601)
        queued = try row.instant("created_at").formatted(.iso8601)
        deadline = try row.instant("deadline").formatted(.iso8601)
        attempts = try row.integer("attempts")
        let settlement = try row.optionalInstant("settled_at")
        next = settlement == nil ? try row.instant("next_at").formatted(.iso8601) : nil
        leaseOwner = try row.optionalText("lease_owner")
        leaseUntil = try row.optionalInstant("lease_until")?.formatted(.iso8601)
        settled = settlement?.formatted(.iso8601)
        mayHaveArrived = try row.flag("is_uncertain")
        answer = try row.optionalText("reply")
        queueId = try row.optionalText("queue_id")
    }
}

extension LetterStore {
    func record(of letter: Letter.ID) throws -> LetterRecord? {
        try tx.row(
            """
            SELECT l.*, g.address AS guest, f.address AS follower, r.id AS rsvp,
                CASE WHEN l.owner_kind = 'meetup' THEN l.owner_id ELSE r.meetup_id END AS meetup
            FROM letters l LEFT JOIN rsvps r ON l.owner_kind = 'rsvp' AND r.id = l.owner_id
                LEFT JOIN guests g ON g.id = r.guest_id
                LEFT JOIN followers f ON l.owner_kind = 'follower' AND f.id = l.owner_id
            WHERE l.id = \(letter.text)
            """
        ).map(LetterRecord.init(row:))
    }
}
