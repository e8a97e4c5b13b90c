import Domain
import Foundation
import Storage

/// Takes a mail server's report about an email that it had accepted.
enum TakeBounce {
    static func perform(
        _ report: BounceReport, on id: Letter.ID, _ transaction: Transaction, at now: Date
    ) throws -> ReceivedOutcome {
        guard let letter = try transaction.letter(id) else { return .gone }
        let decision = BounceDecision.decide(report, on: id.text)
        switch decision {
        case .unreachable, .dead:
            // An old report that is read again must not count against an address that works by now.
            let isNews = try transaction.bury(id, because: report.diagnostic, at: now)
            guard isNews else { return .reported(.nothing) }
            if decision == .unreachable { try UnreachableReader.perform(letter, transaction, at: now) }
        case .noted: try transaction.note(report.diagnostic, on: id)
        case .nothing: break
        }
        return .reported(decision)
    }
}

/// Releases the seats of a guest whom no email can reach any more, and tells the hosts of the meetups.
enum UnreachableReader {
    static func perform(_ letter: Letter, _ transaction: Transaction, at now: Date) throws {
        try transaction.suppressReader(of: letter, at: now)
        guard let id = letter.subject.rsvp, let guest = try transaction.rsvp(id)?.guest else { return }
        for rsvp in try transaction.openRSVPs(of: guest, at: now) {
            guard let locked = try transaction.locked(rsvp) else { continue }
            try release(locked, because: letter.id, transaction, at: now)
        }
    }

    /// Releases a seat. A guest who never confirmed only loses the reservation: the RSVP is erased in time, and hosts
    /// never heard of it.
    private static func release(
        _ locked: LockedRSVP, because letter: Letter.ID, _ transaction: Transaction, at now: Date
    ) throws {
        guard locked.rsvp.state != .cancelled, Admission.refusal(of: locked.meetup, at: now) == nil else { return }
        try transaction.release(asksAbout: locked.rsvp.id)
        guard locked.rsvp.state.isConfirmed else { return try transaction.promote(in: locked.meetup, at: now) }
        var released = locked.rsvp
        released.state = .cancelled
        if locked.rsvp.state == .waiting {
            let occupancy = try transaction.occupancy(of: locked.meetup, at: now)
            try transaction.record(.left, of: locked.rsvp, occupancy, at: now)
        }
        try transaction.update(released, at: now)
        try transaction.promote(in: locked.meetup, at: now)
        var details = LetterDetails()
        details.guest = locked.rsvp.name
        for host in locked.meetup.terms.hosts where host.address != nil {
            try transaction.queue(
                .unreachable, to: host, about: locked.meetup, tellingOf: locked.rsvp.id, because: letter.text,
                remembering: details, at: now
            )
        }
    }
}
