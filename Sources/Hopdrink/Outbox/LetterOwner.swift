import Storage

/// What an email belongs to. The outbox keeps its word and an id, so a new feature's emails need no column of their own.
///
/// No foreign key takes emails along: rows that own some are deleted by `delete(_:where:)` and by nothing else.
enum LetterOwner: String, CaseIterable, Sendable {
    case rsvp
    case meetup
    case follower
    case cityRequest = "city_request"
    /// Somebody who is known by their folded address alone.
    case person

    /// Where the owners stand under their ids; nil for a person, who has no row.
    var table: SQL? {
        switch self {
        case .rsvp: "rsvps"
        case .meetup: "meetups"
        case .follower: "followers"
        case .cityRequest: "city_requests"
        case .person: nil
        }
    }

    fileprivate var literal: SQL { "'\(SQL(stringLiteral: rawValue))'" }
}

extension LetterStore {
    /// Of how many owners one statement deletes the emails.
    private static var ownersAtOnce: Int { 500 }

    /// Deletes rows, and the emails that belong to them. Returns how many rows.
    @discardableResult
    func deleteOwners(_ owner: LetterOwner, where condition: SQL) throws -> Int {
        guard let table = owner.table else { return 0 }
        // An email that was queued just before a row went is seen now, and nobody queues one for a row that is gone.
        let ids = try tx.rows("DELETE FROM \(table) WHERE \(condition) RETURNING id").map { try $0.text("id") }
        for first in stride(from: 0, to: ids.count, by: Self.ownersAtOnce) {
            let some = Array(ids[first..<min(first + Self.ownersAtOnce, ids.count)])
            try tx.execute("DELETE FROM letters WHERE owner_kind = \(owner.literal) AND owner_id IN \(list: some)")
        }
        return ids.count
    }
}
