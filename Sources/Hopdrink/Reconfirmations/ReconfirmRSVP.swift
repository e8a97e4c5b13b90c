import Domain
import Foundation
import Storage

/// A guest says that they really come.
enum ReconfirmRSVP {
    /// False when there is no such token. Who stood down is first from now on, and gets a place that is free.
    static func perform(_ token: Token, _ transaction: Transaction, at now: Date) throws -> Bool {
        guard let held = try transaction.held(openedBy: token, for: .manage, at: now) else { return false }
        let (rsvp, meetup) = (held.rsvp, held.meetup)
        guard rsvp.state.isConfirmed, Admission.refusal(of: meetup, at: now) == nil else { return true }
        try transaction.markAnswered(rsvp.id, at: now)
        guard rsvp.state == .waiting, rsvp.turn == .silent else { return true }
        var returned = rsvp
        returned.turn = .first
        try transaction.update(returned, at: now)
        try transaction.record(.returned, of: rsvp, try transaction.occupancy(of: meetup, at: now), at: now)
        try transaction.moveUp(in: meetup, at: now)
        try transaction.takePlace(returned, in: meetup, at: now)
        return true
    }
}

/// A guest who waits takes a place that is free although the list is closed.
enum TakePlace {
    /// False when there is no such token. Nothing happens when somebody was quicker.
    static func perform(_ token: Token, _ transaction: Transaction, at now: Date) throws -> Bool {
        guard let held = try transaction.held(openedBy: token, for: .manage, at: now) else { return false }
        guard held.rsvp.state == .waiting, held.rsvp.turn != .silent else { return true }
        try transaction.markAnswered(held.rsvp.id, at: now)
        try transaction.moveUp(in: held.meetup, at: now)
        try transaction.takePlace(held.rsvp, in: held.meetup, at: now)
        return true
    }
}
