import Domain

extension GuestEmail {
    /// Asks a guest whether they are really coming.
    static let reconfirm = GuestEmail(
        kind: .reconfirm, title: .personalDataLetterRequest, subject: .letterReconfirmSubject,
        lead: { _, _ in .letterReconfirmLead }, key: { meetup, _, _ in String(meetup.startsAt.wholeSeconds) },
        isStillTrue: { rsvp, meetup in meetup.state == .scheduled && rsvp.state.isGoing },
        isOnTime: { letter, meetup in letter.startsAt == meetup.startsAt }, button: askAgain
    )

    /// Tells the guest that their seat was released because they did not respond; it removes the meetup from their
    /// calendar.
    static let seatReleased = GuestEmail(
        kind: .seatReleased, title: .personalDataLetterWaiting, subject: .letterSeatReleasedSubject,
        lead: { _, _ in .letterSeatReleasedLead },
        isStillTrue: { rsvp, meetup in
            meetup.state == .scheduled && rsvp.state == .waiting && rsvp.turn == .unresponsive
        },
        invitation: { _ in .remove }, button: askAgain
    )

    private static let askAgain: @Sendable (Prospect, Token, LocalizedSite) -> LetterButton? = { _, token, site in
        LetterButton(.letterReconfirmButton, to: .reconfirm(token, in: site.language), site)
    }
}
