import Domain
import Foundation
import Storage

/// A guest changes a confirmed RSVP: more people, fewer people or a cancellation.
enum ChangeRSVP {
    enum Outcome: Equatable, Sendable {
        case changed
        /// The larger party does not fit; the RSVP stays as it was.
        case full(free: Int)
        /// There is nothing to change: the RSVP is not confirmed yet, or was cancelled.
        case notConfirmed
        case refused(Refusal)
        case unknown
    }

    /// Changes the number of companions and the other fields of the guest's page.
    static func perform(
        _ token: Token, _ change: RSVPChange, _ transaction: Transaction, at now: Date
    ) throws -> Outcome {
        guard let locked = try transaction.locked(openedBy: token, for: .manage, at: now) else { return .unknown }
        let outcome = try perform(locked, change, transaction, at: now)
        if outcome == .changed, locked.changed(by: change) != locked.rsvp {
            try transaction.markAnswered(locked.rsvp.id, at: now)
        }
        return outcome
    }

    /// Changes the RSVP of a guest who did not use the token.
    static func perform(
        _ locked: LockedRSVP, _ change: RSVPChange, _ transaction: Transaction, at now: Date
    ) throws -> Outcome {
        try self.change(locked, transaction, at: now) { rsvp, meetup in
            let changed = locked.changed(by: change)
            let occupancy = try transaction.occupancy(of: meetup, without: rsvp.id, at: now)
            let grows = changed.party > rsvp.party
            if rsvp.state.isGoing, grows, !occupancy.hasRoom(for: changed.party) {
                return .full(free: max(0, occupancy.offered - rsvp.party))
            }
            if changed.companions != rsvp.companions { try transaction.update(changed, at: now) }
            if changed != rsvp { try transaction.saveWords(of: changed) }
            return .changed
        }
    }

    /// Cancels the RSVP and promotes waiting guests.
    static func cancel(_ token: Token, _ transaction: Transaction, at now: Date) throws -> Outcome {
        guard let locked = try transaction.locked(openedBy: token, for: .manage, at: now) else { return .unknown }
        let outcome = try cancel(locked, transaction, at: now)
        if outcome == .changed { try transaction.markAnswered(locked.rsvp.id, at: now) }
        return outcome
    }

    /// Cancels the RSVP of a guest who did not use the token.
    static func cancel(_ locked: LockedRSVP, _ transaction: Transaction, at now: Date) throws -> Outcome {
        try change(locked, transaction, at: now) { rsvp, meetup in
            var cancelled = rsvp
            cancelled.state = .cancelled
            if rsvp.state == .waiting {
                try transaction.record(.left, of: rsvp, try transaction.occupancy(of: meetup, at: now), at: now)
            }
            try transaction.update(cancelled, at: now)
            return .changed
        }
    }

    private static func change(
        _ locked: LockedRSVP, _ transaction: Transaction, at now: Date, _ body: (RSVP, Meetup) throws -> Outcome
    ) throws -> Outcome {
        let (rsvp, meetup) = (locked.rsvp, locked.meetup)
        if let refusal = Admission.refusal(of: meetup, at: now) { return .refused(refusal) }
        guard rsvp.state.isConfirmed else { return .notConfirmed }
        let outcome = try body(rsvp, meetup)
        try transaction.promote(in: meetup, at: now)
        return outcome
    }
}

extension LockedRSVP {
    fileprivate func changed(by change: RSVPChange) -> RSVP {
        rsvp.applying(change, asks: !meetup.terms.guests.question.isEmpty)
    }
}
