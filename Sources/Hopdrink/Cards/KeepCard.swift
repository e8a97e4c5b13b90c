import Domain
import Foundation
import Storage

/// A guest edits their card, on the page that the token of one of their RSVPs opens.
enum KeepCard {
    /// Returns the RSVP that the token opens, and the guest's card if there is one; nil if the token opens no card.
    static func find(
        openedBy token: Token, _ transaction: Transaction, at now: Date
    ) throws -> (rsvp: RSVP, card: Card?)? {
        guard let rsvp = try transaction.rsvp(openedBy: token, for: .manage, at: now), Card.isOpen(to: rsvp.state)
        else { return nil }
        return (rsvp, try transaction.card(of: rsvp.guest))
    }

    /// Returns false if the token opens no card.
    static func save(_ card: Card, with token: Token, _ transaction: Transaction, at now: Date) throws -> Bool {
        guard let found = try find(openedBy: token, transaction, at: now) else { return false }
        try transaction.save(card, of: found.rsvp.guest, at: now)
        return true
    }

    /// Returns false if the token opens no card. Idempotent.
    static func delete(with token: Token, _ transaction: Transaction, at now: Date) throws -> Bool {
        guard let found = try find(openedBy: token, transaction, at: now) else { return false }
        try transaction.deleteCard(of: found.rsvp.guest)
        return true
    }
}
