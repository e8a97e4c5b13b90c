import Domain
import Foundation
import Storage

/// Gives free seats to guests on the waiting list and tells them by email.
enum PromoteGuests {
    /// Lock the meetup's row first.
    static func perform(in meetup: Meetup, _ tx: Transaction) throws {
        guard Admission.refusal(of: meetup, at: tx.now) == nil else { return }
        let waiting = try tx.rsvps.all(to: meetup.id, in: .waiting)
        guard !waiting.isEmpty else { return }
        let occupancy = try tx.rsvps.occupancy(of: meetup)
        guard !meetup.isListClosed(at: tx.now) else {
            let people = waiting.reduce(0) { $0 + $1.party }
            return try tx.waitingDecisions.recordClosing(of: meetup, waiting: people, occupancy)
        }
        let mayPass = meetup.terms.guests.waitingList.smallerMayPass
        let round = WaitingList.round(waiting, in: occupancy, smallerMayPass: mayPass)
        for rsvp in round.skipped { try tx.waitingDecisions.recordSkipped(rsvp, occupancy) }
        for move in round.moves { try seat(move, .promoted, in: meetup, tx) }
    }

    /// Gives free seats to a waiting guest who asks for them after the list has closed. Does nothing if the party does
    /// not fit.
    static func takeSeat(_ rsvp: RSVP, in meetup: Meetup, _ tx: Transaction) throws {
        guard Admission.refusal(of: meetup, at: tx.now) == nil, meetup.isListClosed(at: tx.now) else { return }
        guard let move = WaitingList.move(rsvp, into: try tx.rsvps.occupancy(of: meetup).free) else { return }
        try seat(move, .going, in: meetup, tx)
    }

    private static func seat(
        _ move: WaitingList.Move, _ email: GuestEmail, in meetup: Meetup, _ tx: Transaction
    ) throws {
        var rsvp = move.rsvp
        rsvp.state = .going(since: tx.now)
        rsvp.turn = .inOrder
        let occupancy = try tx.rsvps.occupancy(of: meetup)
        let what: WaitingDecision.What =
            email.kind == .going ? .tookPlace : move.isWithFewer ? .promotedWithFewer : .promoted
        try tx.waitingDecisions.record(what, of: rsvp, occupancy)
        try tx.rsvps.update(rsvp)
        var details = LetterDetails()
        details.askedParty = move.isWithFewer ? move.askedParty : nil
        try tx.letters.enqueue(email, about: rsvp, of: meetup, remembering: details)
    }
}
