import Domain
import Foundation

extension GuestEmail {
    /// Thanks the guest after the meetup, and says when the next one is.
    static let thanks = GuestEmail(
        kind: .thanks, title: .personalDataLetterThanks, subject: .letterThanksSubject,
        lead: { _, _ in .letterThanksLead }, reason: .letterReasonThanks, hasToken: false, isUnsubscribable: true,
        key: { _, _, _ in nil }, usefulUntil: { meetup, _ in meetup.endsAt.addingTimeInterval(Thanks.patience) },
        isStillTrue: { rsvp, meetup in meetup.state == .scheduled && rsvp.state.isGoing },
        makePage: { answer, next, city, links, site in ThanksLetter(answer, next: next, in: city, links, site) }
    )
}
