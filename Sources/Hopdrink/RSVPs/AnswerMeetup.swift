import Domain
import Foundation
import Storage

/// A guest says they want to come. Whatever is known of the address, the outcome looks the same from outside.
struct AnswerMeetup: Sendable {
    enum Outcome: Equatable, Sendable {
        case letterOnItsWay
        case refused(Refusal)
    }

    /// Who answers what, in which language. The meetup's row is held.
    struct Answer: Sendable {
        let draft: RSVPDraft
        let meetup: Meetup
        let language: Language
        /// Whether the guest is written to; one who answers again and again is not, and nothing is written down.
        var isHeard = true

        init(_ draft: RSVPDraft, to meetup: Meetup, in language: Language) {
            self.draft = draft
            self.meetup = meetup
            self.language = language
        }
    }

    let settings: RSVPSettings

    init(settings: RSVPSettings) {
        self.settings = settings
    }

    func callAsFunction(_ answer: Answer, _ transaction: Transaction, at now: Date) throws -> Outcome {
        let meetup = answer.meetup
        if let refusal = Admission.refusal(of: meetup, at: now) { return .refused(refusal) }
        guard answer.isHeard else { return .letterOnItsWay }
        try transaction.moveUp(in: meetup, at: now)
        let guest = try transaction.guest(answer.draft.address, at: now)
        let former = try transaction.rsvp(of: guest.id, to: meetup.id)
        if let former, former.state.isConfirmed {
            try transaction.queue(.known, about: former, of: meetup, at: now)
            return .letterOnItsWay
        }
        let rsvp = try pending(answer.rsvp(of: guest, former, at: now), former, in: meetup, transaction, at: now)
        try transaction.save(rsvp, askedAt: now)
        try transaction.queue(.confirm, about: rsvp, of: meetup, at: now)
        return .letterOnItsWay
    }

    /// A guest who called it off wants to come after all, with as many people as before: what is to be confirmed now.
    /// Nobody is asked to by mail.
    func revive(_ held: HeldRSVP, _ transaction: Transaction, at now: Date) throws -> HeldRSVP {
        try transaction.moveUp(in: held.meetup, at: now)
        let rsvp = try pending(held.rsvp, held.rsvp, in: held.meetup, transaction, at: now)
        try transaction.save(rsvp, askedAt: now)
        return HeldRSVP(rsvp: rsvp, meetup: held.meetup)
    }

    /// The RSVP with the place that is held for it, and its place in the order of arrival.
    private func pending(
        _ asked: RSVP, _ former: RSVP?, in meetup: Meetup, _ transaction: Transaction, at now: Date
    ) throws -> RSVP {
        let occupancy = try transaction.occupancy(of: meetup, without: former?.id, at: now)
        let fresh = now.addingTimeInterval(settings.hold)
        let (hold, arrivesAnew) = Admission.hold(
            for: asked.party, former: former, in: occupancy, until: fresh, at: now
        )
        var rsvp = asked
        rsvp.state = .pending(hold)
        if arrivesAnew { rsvp.arrival = try transaction.nextArrival(at: meetup.id) }
        return rsvp
    }
}

extension AnswerMeetup.Answer {
    /// What the guest says now, in the place of what they said before.
    fileprivate func rsvp(of guest: Guest, _ former: RSVP?, at now: Date) -> RSVP {
        var rsvp = RSVP(
            id: former?.id ?? .new(at: now), meetup: meetup.id, guest: guest.id, name: draft.name,
            companions: draft.companions, state: .cancelled, arrival: former?.arrival ?? 0, language: language,
            createdAt: former?.createdAt ?? now
        )
        rsvp.words = draft.words
        if meetup.terms.guests.question.isEmpty { rsvp.words.answer = "" }
        rsvp.acceptsFewer = draft.acceptsFewer && rsvp.companions > 0
        return rsvp
    }
}
