import Domain
import Foundation
import Storage

/// Takes a mail server's report about an email that it had accepted.
enum TakeBounce {
    static func perform(
        _ report: BounceReport, on id: Letter.ID, _ tx: Transaction
    ) throws -> ReceivedOutcome {
        guard let letter = try tx.letters.find(id) else { return .gone }
        let decision = BounceDecision.decide(report, on: id.text)
        switch decision {
        case .unreachable, .dead:
            // An old report that is read again must not count against an address that works by now.
            let isNews = try tx.letters.markDead(id, because: report.diagnostic)
            guard isNews else { return .reported(.nothing) }
            if decision == .unreachable { try UnreachableReader.perform(letter, tx) }
        case .noted: try tx.letters.note(report.diagnostic, on: id)
        case .nothing: break
        }
        return .reported(decision)
    }
}

/// Releases the seats of a guest whom no email can reach any more, and tells the hosts of the meetups.
enum UnreachableReader {
    static func perform(_ letter: Letter, _ tx: Transaction) throws {
        try tx.letters.suppressReader(of: letter)
        guard let id = letter.subject.rsvp, let guest = try tx.rsvps.find(id)?.guest else { return }
        for rsvp in try tx.inbound.openRSVPs(of: guest) {
            guard let locked = try tx.rsvps.lock(rsvp) else { continue }
            try release(locked, because: letter.id, tx)
        }
    }

    /// Releases a seat. A guest who never confirmed only loses the reservation: the RSVP is erased in time, and hosts
    /// never heard of it.
    private static func release(
        _ locked: LockedRSVP, because letter: Letter.ID, _ tx: Transaction
    ) throws {
        guard locked.rsvp.state != .cancelled, Admission.refusal(of: locked.meetup, at: tx.now) == nil else { return }
        try tx.asks.release(about: locked.rsvp.id)
        guard locked.rsvp.state.isConfirmed else { return try PromoteGuests.perform(in: locked.meetup, tx) }
        var released = locked.rsvp
        released.state = .cancelled
        if locked.rsvp.state == .waiting {
            let occupancy = try tx.rsvps.occupancy(of: locked.meetup)
            try tx.waitingDecisions.record(.left, of: locked.rsvp, occupancy)
        }
        try tx.rsvps.update(released)
        try PromoteGuests.perform(in: locked.meetup, tx)
        var details = LetterDetails()
        details.guest = locked.rsvp.name
        for host in locked.meetup.terms.hosts where host.address != nil {
            try tx.letters.enqueue(
                .unreachable, to: host, about: locked.meetup, tellingOf: locked.rsvp.id, because: letter.text,
                remembering: details)
        }
    }
}
