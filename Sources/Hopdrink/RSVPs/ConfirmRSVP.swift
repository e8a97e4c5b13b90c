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

    static func perform(_ token: Token, _ transaction: Transaction, at now: Date) throws -> Outcome {
        guard let opened = try transaction.opened(by: token, for: .confirm, at: now),
            let locked = try transaction.locked(opened.rsvp.id)
        else { return .unknown }
        let isOpen = !locked.rsvp.state.isConfirmed
        guard isOpen, let ask = try opened.ask.flatMap({ try transaction.ask($0) }) else {
            return locked.rsvp.state.isConfirmed ? .confirmed : .withdrawn
        }
        let outcome = try perform(locked, ask, transaction, at: now)
        if outcome == .confirmed { try transaction.markAnswered(locked.rsvp.id, at: now) }
        return outcome
    }

    /// Confirms an ask for a guest who did not use the token.
    static func perform(_ locked: LockedRSVP, _ ask: Ask, _ transaction: Transaction, at now: Date) throws -> Outcome {
        guard let content = ask.content else { return .withdrawn }
        let asked = LockedRSVP(rsvp: locked.rsvp.saying(content), meetup: locked.meetup)
        let outcome = try confirm(asked, transaction, at: now)
        if outcome == .confirmed { try transaction.markConfirmed(ask.id, of: locked.rsvp.id) }
        return outcome
    }

    /// Makes a cancelled RSVP count again, with what the guest said before. Asks under the guest's address meanwhile
    /// are erased.
    static func revive(_ locked: LockedRSVP, _ transaction: Transaction, at now: Date) throws -> Outcome {
        try confirm(locked, transaction, at: now)
    }

    private static func confirm(_ locked: LockedRSVP, _ transaction: Transaction, at now: Date) throws -> Outcome {
        let (rsvp, meetup) = (locked.rsvp, locked.meetup)
        if let refusal = Admission.refusal(of: meetup, at: now) { return .refused(refusal) }
        try transaction.promote(in: meetup, at: now)
        let occupancy = try transaction.occupancy(of: meetup, without: rsvp.id, at: now)
        let asks = try transaction.asks(about: rsvp.id)
        let decision = Confirmation.decide(party: rsvp.party, asks, in: occupancy, at: now)
        var confirmed = rsvp
        confirmed.state = decision.state
        confirmed.turn = .inOrder
        confirmed.arrival = try decision.arrival ?? transaction.nextArrival(at: meetup.id)
        try transaction.save(confirmed, askedAt: now)
        try transaction.erase(asksAbout: rsvp.id)
        try transaction.queue(confirmed.state.isGoing ? .going : .waiting, about: confirmed, of: meetup, at: now)
        try note(confirmed, occupancy, in: meetup, transaction, at: now)
        try AskRepresentative.send(wordsOf: confirmed, about: meetup, transaction, at: now)
        try transaction.promote(in: meetup, at: now)
        return .confirmed
    }

    /// Records the decisions about the waiting list. A guest who gets a seat while others wait is such a decision too.
    private static func note(
        _ rsvp: RSVP, _ occupancy: Occupancy, in meetup: Meetup, _ transaction: Transaction, at now: Date
    ) throws {
        if rsvp.state == .waiting { return try transaction.record(.joined, of: rsvp, occupancy, at: now) }
        let waiting = try transaction.rsvps(to: meetup.id, in: .waiting)
        guard meetup.isListClosed(at: now) else {
            let passed = waiting.filter { $0.turn != .inOrder || $0.arrival < rsvp.arrival }
            return try passed.forEach { try transaction.recordSkipped($0, occupancy, at: now) }
        }
        if !waiting.isEmpty { try transaction.record(.tookPlace, of: rsvp, occupancy, at: now) }
    }
}
