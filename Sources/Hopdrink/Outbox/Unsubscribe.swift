import Domain
import Foundation
import Storage

/// Somebody wants no more letters like one they got: by a button, by their mail program's (RFC 8058), or by mail.
enum Unsubscribe {
    /// A digest's reader follows the city no more; a guest gets no more letters that they may do without. Doing it twice
    /// is doing it once. False when there is no such letter, or it goes to somebody who looks after a meetup.
    @discardableResult
    static func perform(_ id: Letter.ID, _ transaction: Transaction, at now: Date) throws -> Bool {
        switch try transaction.reader(of: id) {
        case .guest(let address, _):
            try transaction.suppress(address, Suppression(scope: .optional, cause: .unsubscribed), at: now)
            return true
        case .follower(let follower, _): return try transaction.move(follower.id, to: .stopped, at: now)
        case nil: return false
        }
    }

    /// Takes that back.
    @discardableResult
    static func undo(_ id: Letter.ID, _ transaction: Transaction, at now: Date) throws -> Bool {
        switch try transaction.reader(of: id) {
        case .guest(let address, _):
            try transaction.liftUnsubscribing(of: address)
            return true
        case .follower(let follower, _): return try transaction.move(follower.id, to: .following, at: now)
        case nil: return false
        }
    }
}

/// Who may have no more letters like one they got.
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

extension Transaction {
    /// Nil when there is no such letter, or it is not its reader's to end.
    func reader(of letter: Letter.ID) throws -> LetterReader? {
        switch try self.letter(letter)?.subject {
        case .rsvp(let id):
            guard let rsvp = try rsvp(id), let guest = try guest(rsvp.guest) else { return nil }
            return .guest(guest.address, rsvp.language)
        case .follower(let id):
            return try follower(id).map { .follower($0, try city(of: $0.city)) }
        case .meetup, .person, nil: return nil
        }
    }

    /// Whether the address gets no letters that its reader may do without, as they wished.
    func hasUnsubscribed(_ address: EmailAddress) throws -> Bool {
        try row(
            """
            SELECT 1 AS one FROM suppressions
            WHERE folded_address = \(address.folded) AND scope = 'optional' AND cause = 'unsubscribed'
            """
        ) != nil
    }

    func liftUnsubscribing(of address: EmailAddress) throws {
        try execute(
            """
            DELETE FROM suppressions
            WHERE folded_address = \(address.folded) AND scope = 'optional' AND cause = 'unsubscribed'
            """
        )
    }
}
