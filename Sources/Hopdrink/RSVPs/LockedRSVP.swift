import Domain
import Foundation
import Storage

/// A guest's answer and its meetup, whose row is held until the transaction ends.
struct LockedRSVP: Sendable {
    let rsvp: RSVP
    let meetup: Meetup
}

extension Transaction {
    /// Nil when it is gone.
    func locked(_ id: RSVP.ID) throws -> LockedRSVP? {
        guard let found = try rsvp(id), let meetup = try lockMeetup(found.meetup), let rsvp = try rsvp(id) else {
            return nil
        }
        return LockedRSVP(rsvp: rsvp, meetup: meetup)
    }

    /// Nil when no such token opens anything.
    func locked(openedBy token: Token, for purpose: TokenPurpose, at now: Date) throws -> LockedRSVP? {
        guard let opened = try rsvp(openedBy: token, for: purpose, at: now) else { return nil }
        return try locked(opened.id)
    }
}
