import Domain
import Foundation
import Storage

/// A guest pressed the button that their letter led to.
enum ConfirmRSVP {
    enum Outcome: Equatable, Sendable {
        /// The RSVP counts, now or since before.
        case confirmed
        /// It was cancelled before; only a new answer helps.
        case withdrawn
        case refused(Refusal)
        /// No such token, or not for this purpose.
        case unknown
    }

    static func perform(_ token: Token, _ transaction: Transaction, at now: Date) throws -> Outcome {
        guard let held = try transaction.held(openedBy: token, for: .confirm, at: now) else { return .unknown }
        let outcome = try perform(held, transaction, at: now)
        if held.rsvp.state.isPending, outcome == .confirmed { try transaction.markAnswered(held.rsvp.id, at: now) }
        return outcome
    }

    /// The same for a guest who said so in another way.
    static func perform(_ held: HeldRSVP, _ transaction: Transaction, at now: Date) throws -> Outcome {
        let (rsvp, meetup) = (held.rsvp, held.meetup)
        if rsvp.state.isPending, let refusal = Admission.refusal(of: meetup, at: now) { return .refused(refusal) }
        try transaction.moveUp(in: meetup, at: now)
        let occupancy = try transaction.occupancy(of: meetup, without: rsvp.id, at: now)
        switch Confirmation.decide(rsvp, in: occupancy, at: now) {
        case .already: return .confirmed
        case .withdrawn: return .withdrawn
        case .becomes(let state, let arrivesAnew):
            let confirmed = try confirm(rsvp, as: state, anew: arrivesAnew, meetup, transaction, at: now)
            try note(confirmed, occupancy, in: meetup, transaction, at: now)
            try AskRepresentative.send(wordsOf: confirmed, about: meetup, transaction, at: now)
            try transaction.moveUp(in: meetup, at: now)
            return .confirmed
        }
    }

    private static func confirm(
        _ rsvp: RSVP, as state: RSVP.State, anew: Bool, _ meetup: Meetup, _ transaction: Transaction, at now: Date
    ) throws -> RSVP {
        var confirmed = rsvp
        confirmed.state = state
        if anew { confirmed.arrival = try transaction.nextArrival(at: meetup.id) }
        try transaction.update(confirmed, at: now)
        try transaction.queue(state.isGoing ? .going : .waiting, about: confirmed, of: meetup, at: now)
        return confirmed
    }

    /// Who comes while others wait is a decision about the list too.
    private static func note(
        _ rsvp: RSVP, _ occupancy: Occupancy, in meetup: Meetup, _ transaction: Transaction, at now: Date
    ) throws {
        if rsvp.state == .waiting { return try transaction.record(.joined, of: rsvp, occupancy, at: now) }
        let waiting = try transaction.rsvps(to: meetup.id, in: .waiting)
        guard meetup.isListClosed(at: now) else {
            let passed = waiting.filter { $0.turn != .inOrder || $0.arrival < rsvp.arrival }
            return try passed.forEach { try transaction.recordPassedOver($0, occupancy, at: now) }
        }
        if !waiting.isEmpty { try transaction.record(.tookPlace, of: rsvp, occupancy, at: now) }
    }
}
