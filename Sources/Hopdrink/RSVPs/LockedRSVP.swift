import Domain
import Foundation
import Storage

/// A guest's RSVP and its meetup, whose row is locked until the transaction ends.
struct LockedRSVP: Sendable {
    let rsvp: RSVP
    let meetup: Meetup
}

extension Transaction {
    /// Returns nil if the RSVP or its meetup is gone.
    func locked(_ id: RSVP.ID) throws -> LockedRSVP? {
        guard let found = try rsvp(id), let meetup = try lockMeetup(found.meetup), let rsvp = try rsvp(id) else {
            return nil
        }
        return LockedRSVP(rsvp: rsvp, meetup: meetup)
    }

    /// Returns nil if the token opens no RSVP.
    func locked(openedBy token: Token, for purpose: TokenPurpose, at now: Date) throws -> LockedRSVP? {
        guard let opened = try rsvp(openedBy: token, for: purpose, at: now) else { return nil }
        return try locked(opened.id)
    }
}
