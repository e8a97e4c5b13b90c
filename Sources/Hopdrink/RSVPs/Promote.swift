import Domain
import Foundation
import Storage

extension Transaction {
    /// Gives free seats to guests on the waiting list and tells them by email. Lock the meetup's row first.
    func promote(in meetup: Meetup, at now: Date) throws {
        guard Admission.refusal(of: meetup, at: now) == nil else { return }
        let waiting = try rsvps(to: meetup.id, in: .waiting)
        guard !waiting.isEmpty else { return }
        let occupancy = try occupancy(of: meetup, at: now)
        guard !meetup.isListClosed(at: now) else {
            let people = waiting.reduce(0) { $0 + $1.party }
            return try recordClosing(of: meetup, waiting: people, occupancy, at: now)
        }
        let mayPass = meetup.terms.guests.waitingList.smallerMayPass
        let round = WaitingList.round(waiting, in: occupancy, smallerMayPass: mayPass)
        for rsvp in round.skipped { try recordSkipped(rsvp, occupancy, at: now) }
        for move in round.moves { try seat(move, .promoted, in: meetup, at: now) }
    }

    /// Gives free seats to a waiting guest who asks for them after the list has closed. Does nothing if the party does
    /// not fit.
    func takePlace(_ rsvp: RSVP, in meetup: Meetup, at now: Date) throws {
        guard Admission.refusal(of: meetup, at: now) == nil, meetup.isListClosed(at: now) else { return }
        guard let move = WaitingList.move(rsvp, into: try occupancy(of: meetup, at: now).free) else { return }
        try seat(move, .going, in: meetup, at: now)
    }

    private func seat(_ move: WaitingList.Move, _ letter: LetterKind, in meetup: Meetup, at now: Date) throws {
        var rsvp = move.rsvp
        rsvp.state = .going(since: now)
        rsvp.turn = .inOrder
        let occupancy = try occupancy(of: meetup, at: now)
        let what: WaitingDecision.What =
            letter == .going ? .tookPlace : move.isWithFewer ? .promotedWithFewer : .promoted
        try record(what, of: rsvp, occupancy, at: now)
        try update(rsvp, at: now)
        var details = LetterDetails()
        details.askedParty = move.isWithFewer ? move.askedParty : nil
        try queue(letter, about: rsvp, of: meetup, remembering: details, at: now)
    }
}
