import Domain
import Foundation
import Storage

/// A guest edits their card, on the page that the token of one of their RSVPs opens.
enum KeepCard {
    /// Returns the RSVP that the token opens, and the guest's card if there is one; nil if the token opens no card.
    static func find(
        openedBy token: Token, _ tx: Transaction
    ) throws -> (rsvp: RSVP, card: Card?)? {
        guard let rsvp = try tx.tokens.rsvp(openedBy: token, for: .manage), Card.isOpen(to: rsvp.state)
        else { return nil }
        return (rsvp, try tx.cards.find(of: rsvp.guest))
    }

    /// Returns false if the token opens no card.
    static func save(_ card: Card, with token: Token, _ tx: Transaction) throws -> Bool {
        guard let found = try find(openedBy: token, tx) else { return false }
        try tx.cards.save(card, of: found.rsvp.guest)
        return true
    }

    /// Returns false if the token opens no card. Idempotent.
    static func delete(with token: Token, _ tx: Transaction) throws -> Bool {
        guard let found = try find(openedBy: token, tx) else { return false }
        try tx.cards.delete(of: found.rsvp.guest)
        return true
    }
}
