import Domain
import Foundation
import Storage

/// A reader unsubscribes from emails like one they got: with a button, with their mail program's (RFC 8058), or by
/// email.
enum Unsubscribe {
    /// Stops following the city for a digest's reader, and suppresses optional emails to a guest. Idempotent. Returns
    /// false if there is no such letter, or it goes neither to a guest nor to a follower.
    @discardableResult
    static func perform(_ id: Letter.ID, _ tx: Transaction) throws -> Bool {
        switch try tx.letters.reader(of: id) {
        case .guest(let address, _):
            try tx.suppressions.suppress(address, Suppression(scope: .optional, cause: .unsubscribed))
            return true
        case .follower(let follower, _): return try tx.followers.move(follower.id, to: .stopped)
        case nil: return false
        }
    }

    /// Undoes it.
    @discardableResult
    static func undo(_ id: Letter.ID, _ tx: Transaction) throws -> Bool {
        switch try tx.letters.reader(of: id) {
        case .guest(let address, _):
            try tx.suppressions.liftUnsubscribing(of: address)
            return true
        case .follower(let follower, _): return try tx.followers.move(follower.id, to: .following)
        case nil: return false
        }
    }
}

/// A reader who may unsubscribe.
enum LetterReader: Sendable {
    case guest(EmailAddress, Language)
    case follower(Follower, City)

    var language: Language {
        switch self {
        case .guest(_, let language): language
        case .follower(let follower, _): follower.language
        }
    }
}

extension LetterStore {
    /// Returns nil if there is no such letter, or its reader may not unsubscribe from it.
    func reader(of letter: Letter.ID) throws -> LetterReader? {
        switch try tx.letters.find(letter)?.subject {
        case .rsvp(let id):
            guard let rsvp = try tx.rsvps.find(id), let guest = try tx.guests.find(rsvp.guest) else { return nil }
            return .guest(guest.address, rsvp.language)
        case .follower(let id):
            return try tx.followers.find(id).map { .follower($0, try tx.cities.require($0.city)) }
        case .meetup, .person, nil: return nil
        }
    }
}

extension SuppressionStore {
    /// Returns whether the address has unsubscribed from optional emails.
    func hasUnsubscribed(_ address: EmailAddress) throws -> Bool {
        try tx.row(
            """
            SELECT 1 AS one FROM suppressions
            WHERE folded_address = \(address.folded) AND scope = 'optional' AND cause = 'unsubscribed'
            """
        ) != nil
    }

    func liftUnsubscribing(of address: EmailAddress) throws {
        try tx.execute(
            """
            DELETE FROM suppressions
            WHERE folded_address = \(address.folded) AND scope = 'optional' AND cause = 'unsubscribed'
            """
        )
    }
}
