import Domain
import Foundation
import Storage

/// A guest says that they really come.
enum ReconfirmRSVP {
    /// False when there is no such token. Who stood down is first from now on, and gets a place that is free.
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

/// A guest who waits takes a place that is free although the list is closed.
enum TakePlace {
    /// False when there is no such token. Nothing happens when somebody was quicker.
    static func perform(_ token: Token, _ transaction: Transaction, at now: Date) throws -> Bool {
        guard let locked = try transaction.locked(openedBy: token, for: .manage, at: now) else { return false }
        guard locked.rsvp.state == .waiting, locked.rsvp.turn != .unresponsive else { return true }
        try transaction.markAnswered(locked.rsvp.id, at: now)
        try transaction.promote(in: locked.meetup, at: now)
        try transaction.takePlace(locked.rsvp, in: locked.meetup, at: now)
        return true
    }
}
