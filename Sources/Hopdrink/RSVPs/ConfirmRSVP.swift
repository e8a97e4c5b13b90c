import Domain
import Foundation
import Storage

/// Confirms an RSVP when a guest presses the button behind the link in their email. It confirms exactly what that email
/// asked about, and nothing that anybody asked before or after.
enum ConfirmRSVP {
    enum Outcome: Equatable, Sendable {
        /// The RSVP is confirmed, now or already before.
        case confirmed
        /// The ask that the email was about is gone; the guest must RSVP again.
        case withdrawn
        case refused(Refusal)
        /// There is no such token, or it has another purpose.
        case unknown
    }

    static func perform(_ token: Token, _ tx: Transaction) throws -> Outcome {
        guard let opened = try tx.tokens.opened(by: token, for: .confirm),
            let locked = try tx.rsvps.lock(opened.rsvp.id)
        else { return .unknown }
        let isOpen = !locked.rsvp.state.isConfirmed
        guard isOpen, let ask = try opened.ask.flatMap({ try tx.asks.find($0) }) else {
            return locked.rsvp.state.isConfirmed ? .confirmed : .withdrawn
        }
        let outcome = try perform(locked, ask, tx)
        if outcome == .confirmed { try tx.inbound.markAnswered(locked.rsvp.id) }
        return outcome
    }

    /// Confirms an ask for a guest who did not use the token.
    static func perform(_ locked: LockedRSVP, _ ask: Ask, _ tx: Transaction) throws -> Outcome {
        guard let content = ask.content else { return .withdrawn }
        let asked = LockedRSVP(rsvp: locked.rsvp.saying(content), meetup: locked.meetup)
        let outcome = try confirm(asked, tx)
        if outcome == .confirmed { try tx.asks.markConfirmed(ask.id, of: locked.rsvp.id) }
        return outcome
    }

    /// Makes a cancelled RSVP count again, with what the guest said before. Asks under the guest's address meanwhile
    /// are erased.
    static func revive(_ locked: LockedRSVP, _ tx: Transaction) throws -> Outcome {
        try confirm(locked, tx)
    }

    private static func confirm(_ locked: LockedRSVP, _ tx: Transaction) throws -> Outcome {
        let (rsvp, meetup) = (locked.rsvp, locked.meetup)
        if let refusal = Admission.refusal(of: meetup, at: tx.now) { return .refused(refusal) }
        try PromoteGuests.perform(in: meetup, tx)
        let occupancy = try tx.rsvps.occupancy(of: meetup, without: rsvp.id)
        let asks = try tx.asks.all(about: rsvp.id)
        let decision = Confirmation.decide(party: rsvp.party, asks, in: occupancy, at: tx.now)
        var confirmed = rsvp
        confirmed.state = decision.state
        confirmed.turn = .inOrder
        confirmed.arrival = try decision.arrival ?? tx.rsvps.nextArrival(at: meetup.id)
        try tx.rsvps.save(confirmed, askedAt: tx.now)
        try tx.asks.erase(about: rsvp.id)
        try tx.letters.enqueue(confirmed.state.isGoing ? .going : .waiting, about: confirmed, of: meetup)
        try note(confirmed, occupancy, in: meetup, tx)
        try AskRepresentative.send(wordsOf: confirmed, about: meetup, tx)
        try PromoteGuests.perform(in: meetup, tx)
        return .confirmed
    }

    /// Records the decisions about the waiting list. A guest who gets a seat while others wait is such a decision too.
    private static func note(
        _ rsvp: RSVP, _ occupancy: Occupancy, in meetup: Meetup, _ tx: Transaction
    ) throws {
        if rsvp.state == .waiting { return try tx.waitingDecisions.record(.joined, of: rsvp, occupancy) }
        let waiting = try tx.rsvps.all(to: meetup.id, in: .waiting)
        guard meetup.isListClosed(at: tx.now) else {
            let passed = waiting.filter { $0.turn != .inOrder || $0.arrival < rsvp.arrival }
            return try passed.forEach { try tx.waitingDecisions.recordSkipped($0, occupancy) }
        }
        if !waiting.isEmpty { try tx.waitingDecisions.record(.tookPlace, of: rsvp, occupancy) }
    }
}
