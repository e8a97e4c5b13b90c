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
        _ token: Token, _ change: RSVPChange, _ tx: Transaction
    ) throws -> Outcome {
        guard let locked = try tx.rsvps.lock(openedBy: token, for: .manage) else { return .unknown }
        let outcome = try perform(locked, change, tx)
        if outcome == .changed, locked.changed(by: change) != locked.rsvp {
            try tx.inbound.markAnswered(locked.rsvp.id)
        }
        return outcome
    }

    /// Changes the RSVP of a guest who did not use the token.
    static func perform(
        _ locked: LockedRSVP, _ change: RSVPChange, _ tx: Transaction
    ) throws -> Outcome {
        try self.change(locked, tx) { rsvp, meetup in
            let changed = locked.changed(by: change)
            let occupancy = try tx.rsvps.occupancy(of: meetup, without: rsvp.id)
            let grows = changed.party > rsvp.party
            if rsvp.state.isGoing, grows, !occupancy.hasRoom(for: changed.party) {
                return .full(free: max(0, occupancy.offered - rsvp.party))
            }
            if changed.companions != rsvp.companions { try tx.rsvps.update(changed) }
            if changed != rsvp { try tx.rsvps.saveWords(of: changed) }
            return .changed
        }
    }

    /// Cancels the RSVP and promotes waiting guests.
    static func cancel(_ token: Token, _ tx: Transaction) throws -> Outcome {
        guard let locked = try tx.rsvps.lock(openedBy: token, for: .manage) else { return .unknown }
        let outcome = try cancel(locked, tx)
        if outcome == .changed { try tx.inbound.markAnswered(locked.rsvp.id) }
        return outcome
    }

    /// Cancels the RSVP of a guest who did not use the token.
    static func cancel(_ locked: LockedRSVP, _ tx: Transaction) throws -> Outcome {
        try change(locked, tx) { rsvp, meetup in
            var cancelled = rsvp
            cancelled.state = .cancelled
            if rsvp.state == .waiting {
                try tx.waitingDecisions.record(.left, of: rsvp, try tx.rsvps.occupancy(of: meetup))
            }
            try tx.rsvps.update(cancelled)
            return .changed
        }
    }

    private static func change(
        _ locked: LockedRSVP, _ tx: Transaction, _ body: (RSVP, Meetup) throws -> Outcome
    ) throws -> Outcome {
        let (rsvp, meetup) = (locked.rsvp, locked.meetup)
        if let refusal = Admission.refusal(of: meetup, at: tx.now) { return .refused(refusal) }
        guard rsvp.state.isConfirmed else { return .notConfirmed }
        let outcome = try body(rsvp, meetup)
        try PromoteGuests.perform(in: meetup, tx)
        return outcome
    }
}

extension LockedRSVP {
    fileprivate func changed(by change: RSVPChange) -> RSVP {
        rsvp.applying(change, asks: !meetup.terms.guests.question.isEmpty)
    }
}
