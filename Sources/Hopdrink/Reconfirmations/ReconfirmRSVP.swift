import Domain
import Foundation
import Storage

/// A guest reconfirms that they come.
enum ReconfirmRSVP {
    /// Returns false if there is no such token. An unresponsive guest becomes the first in line, and gets a seat if one
    /// is free.
    static func perform(_ token: Token, _ tx: Transaction) throws -> Bool {
        guard let locked = try tx.rsvps.lock(openedBy: token, for: .manage) else { return false }
        let (rsvp, meetup) = (locked.rsvp, locked.meetup)
        guard rsvp.state.isConfirmed, Admission.refusal(of: meetup, at: tx.now) == nil else { return true }
        try tx.inbound.markAnswered(rsvp.id)
        guard rsvp.state == .waiting, rsvp.turn == .unresponsive else { return true }
        var returned = rsvp
        returned.turn = .first
        try tx.rsvps.update(returned)
        try tx.waitingDecisions.record(.returned, of: rsvp, try tx.rsvps.occupancy(of: meetup))
        try PromoteGuests.perform(in: meetup, tx)
        try PromoteGuests.takeSeat(returned, in: meetup, tx)
        return true
    }
}

/// A waiting guest takes a free seat after the list has closed.
enum TakePlace {
    /// Returns false if there is no such token. Nothing happens if somebody else was quicker.
    static func perform(_ token: Token, _ tx: Transaction) throws -> Bool {
        guard let locked = try tx.rsvps.lock(openedBy: token, for: .manage) else { return false }
        guard locked.rsvp.state == .waiting, locked.rsvp.turn != .unresponsive else { return true }
        try tx.inbound.markAnswered(locked.rsvp.id)
        try PromoteGuests.perform(in: locked.meetup, tx)
        try PromoteGuests.takeSeat(locked.rsvp, in: locked.meetup, tx)
        return true
    }
}
