import Domain
import Foundation
import Storage

/// A guest's RSVP and its meetup, whose row is locked until the transaction ends.
struct LockedRSVP: Sendable {
    let rsvp: RSVP
    let meetup: Meetup
}

extension RSVPStore {
    /// Returns nil if the RSVP or its meetup is gone.
    func lock(_ id: RSVP.ID) throws -> LockedRSVP? {
        guard let found = try find(id), let meetup = try tx.meetups.lock(found.meetup), let rsvp = try find(id) else {
            return nil
        }
        return LockedRSVP(rsvp: rsvp, meetup: meetup)
    }

    /// Returns nil if the token opens no RSVP.
    func lock(openedBy token: Token, for purpose: TokenPurpose) throws -> LockedRSVP? {
        guard let opened = try tx.tokens.rsvp(openedBy: token, for: purpose) else { return nil }
        return try lock(opened.id)
    }
}
