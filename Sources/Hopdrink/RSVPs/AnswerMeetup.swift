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
        try transaction.moveUp(in: meetup, at: now)
        let guest = try transaction.guest(answer.draft.address, at: now)
        let former = try transaction.rsvp(of: guest.id, to: meetup.id)
        if let former, former.state.isConfirmed {
            try transaction.queue(.known, about: former, of: meetup, at: now)
            return .letterOnItsWay
        }
        let rsvp = try pending(answer, of: guest, former, transaction, at: now)
        try transaction.save(rsvp, askedAt: now)
        try transaction.queue(.confirm, about: rsvp, of: meetup, at: now)
        return .letterOnItsWay
    }

    private func pending(
        _ answer: Answer, of guest: Guest, _ former: RSVP?, _ transaction: Transaction, at now: Date
    ) throws -> RSVP {
        let occupancy = try transaction.occupancy(of: answer.meetup, without: former?.id, at: now)
        let fresh = now.addingTimeInterval(settings.hold)
        let (hold, arrivesAnew) = Admission.hold(
            for: 1 + answer.draft.companions, former: former, in: occupancy, until: fresh, at: now
        )
        let keptArrival = arrivesAnew ? nil : former?.arrival
        return RSVP(
            id: former?.id ?? .new(at: now), meetup: answer.meetup.id, guest: guest.id, name: answer.draft.name,
            companions: answer.draft.companions, state: .pending(hold),
            arrival: try keptArrival ?? transaction.nextArrival(at: answer.meetup.id),
            language: answer.language, createdAt: former?.createdAt ?? now
        )
    }
}
