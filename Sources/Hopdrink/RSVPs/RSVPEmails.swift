import Domain
import Foundation
import Storage

extension GuestEmail {
    /// Asks the guest to confirm an RSVP.
    static let confirm = GuestEmail(
        kind: .confirm, title: .personalDataLetterRequest, subject: .letterConfirmSubject,
        lead: { _, prospect in prospect.confirmLead }, reason: .letterReasonConfirm, opens: .confirm,
        usefulUntil: { meetup, queued in min(meetup.startsAt, queued.addingTimeInterval(Outbox.patienceForConfirming))
        },
        isStillTrue: { rsvp, meetup in meetup.state == .scheduled && rsvp.state.isPending },
        button: { prospect, token, site in
            LetterButton(prospect.confirmButton, to: .confirm(token, in: site.language), site)
        }
    )

    /// Tells the guest that they are going, with the invitation.
    static let going = GuestEmail(
        kind: .going, title: .personalDataLetterGoing, subject: .letterGoingSubject,
        lead: { _, _ in .letterGoingLead }, givesSeat: true,
        isStillTrue: { rsvp, meetup in meetup.state == .scheduled && rsvp.state.isGoing }, invitation: { _ in .request }
    )

    /// Tells the guest that they are on the waiting list.
    static let waiting = GuestEmail(
        kind: .waiting, title: .personalDataLetterWaiting, subject: .letterWaitingSubject,
        lead: { _, _ in .letterWaitingLead },
        isStillTrue: { rsvp, meetup in meetup.state == .scheduled && rsvp.state == .waiting }
    )

    /// Tells the guest that they got a seat from the waiting list, with the invitation.
    static let promoted = GuestEmail(
        kind: .promoted, title: .personalDataLetterGoing, subject: .letterPromotedSubject,
        lead: { _, _ in .letterPromotedLead }, givesSeat: true,
        isStillTrue: { rsvp, meetup in meetup.state == .scheduled && rsvp.state.isGoing }, invitation: { _ in .request }
    )

    /// Tells the guest that somebody sent another RSVP under their address, and which RSVP already counts.
    static let known = GuestEmail(
        kind: .known, title: .personalDataLetterGoing, subject: .letterKnownSubject,
        lead: { rsvp, _ in rsvp.state.isGoing ? .letterKnownGoing : .letterKnownWaiting },
        key: { _, _, now in String(now.wholeSeconds / 86_400) }, isStillTrue: { rsvp, _ in rsvp.state.isConfirmed }
    )
}

extension ContactEmail {
    /// Sends a guest's question to the city's representative.
    static let question = ContactEmail(
        kind: .question, title: .personalDataLetterOrganiser, needsDetails: true,
        usefulUntil: { _, queued in queued.addingTimeInterval(7 * 86_400) }, isStillTrue: { _ in true },
        makePage: { subject, facts, _, site in
            guard let question = subject.letter.details.question else {
                throw StoreError.unreadable(column: "letters.details")
            }
            return QuestionLetter(
                question, to: subject.contact, about: subject.meetup, in: try facts.knownCity, site
            )
        }
    )
}

extension Prospect {
    /// The first sentence of an email that asks to confirm.
    fileprivate var confirmLead: TranslationKey {
        switch self {
        case .seat: .letterConfirmLead
        case .waitlist: .letterConfirmLeadWaiting
        case .open: .letterConfirmLeadOpen
        }
    }

    /// What the button of the email says that asks to confirm.
    fileprivate var confirmButton: TranslationKey {
        if case .waitlist = self { .letterConfirmWaitingButton } else { .letterConfirmButton }
    }
}
