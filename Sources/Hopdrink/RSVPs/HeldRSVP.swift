import Domain
import Foundation
import Storage

/// A guest's answer and its meetup, whose row is held until the transaction ends.
struct HeldRSVP: Sendable {
    let rsvp: RSVP
    let meetup: Meetup
}

extension Transaction {
    /// Nil when it is gone.
    func held(_ id: RSVP.ID) throws -> HeldRSVP? {
        guard let found = try rsvp(id), let meetup = try heldMeetup(found.meetup), let rsvp = try rsvp(id) else {
            return nil
        }
        return HeldRSVP(rsvp: rsvp, meetup: meetup)
    }

    /// Nil when no such token opens anything.
    func held(openedBy token: Token, for purpose: TokenPurpose, at now: Date) throws -> HeldRSVP? {
        guard let opened = try rsvp(openedBy: token, for: purpose, at: now) else { return nil }
        return try held(opened.id)
    }
}
