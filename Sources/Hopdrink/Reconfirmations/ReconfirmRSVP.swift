import Domain
import Foundation
import Storage

/// A guest reconfirms that they come.
enum ReconfirmRSVP {
    /// Returns false if there is no such token. An unresponsive guest becomes the first in line, and gets a seat if one
    /// is free.
    static func perform(_ token: Token, _ transaction: Transaction, at now: Date) throws -> Bool {
        guard let locked = try transaction.locked(openedBy: token, for: .manage, at: now) else { return false }
        let (rsvp, meetup) = (locked.rsvp, locked.meetup)
        guard rsvp.state.isConfirmed, Admission.refusal(of: meetup, at: now) == nil else { return true }
        try transaction.markAnswered(rsvp.id, at: now)
        guard rsvp.state == .waiting, rsvp.turn == .unresponsive else { return true }
        var returned = rsvp
        returned.turn = .first
        try transaction.update(returned, at: now)
        try transaction.record(.returned, of: rsvp, try transaction.occupancy(of: meetup, at: now), at: now)
        try transaction.promote(in: meetup, at: now)
        try transaction.takePlace(returned, in: meetup, at: now)
        return true
    }
}

/// A waiting guest takes a free seat after the list has closed.
enum TakePlace {
    /// Returns false if there is no such token. Nothing happens if somebody else was quicker.
    static func perform(_ token: Token, _ transaction: Transaction, at now: Date) throws -> Bool {
        guard let locked = try transaction.locked(openedBy: token, for: .manage, at: now) else { return false }
        guard locked.rsvp.state == .waiting, locked.rsvp.turn != .unresponsive else { return true }
        try transaction.markAnswered(locked.rsvp.id, at: now)
        try transaction.promote(in: locked.meetup, at: now)
        try transaction.takePlace(locked.rsvp, in: locked.meetup, at: now)
        return true
    }
}
