import Domain

extension GuestEmail {
    /// Asks the guest whether a calendar reply from another address is theirs.
    static let unverified = GuestEmail(
        kind: .unverified, title: .personalDataLetterRequest, subject: .letterUnverifiedSubject,
        lead: { _, _ in .letterUnverifiedLead }, key: { _, _, now in String(now.wholeSeconds / 86_400) },
        isStillTrue: { rsvp, meetup in meetup.state == .scheduled && rsvp.state.isConfirmed },
        button: { _, token, site in
            LetterButton(.letterUnverifiedButton, to: .manage(token, in: site.language), site)
        }
    )
}

extension ContactEmail {
    /// Tells a host that a guest cannot be reached, and that their seat is free.
    static let unreachable = ContactEmail(
        kind: .unreachable, title: .personalDataLetterOrganiser, needsDetails: true,
        usefulUntil: { meetup, _ in meetup.endsAt }, isStillTrue: { $0.state == .scheduled },
        makePage: { subject, _, links, site in
            MeetupLetter(.letterUnreachableSubject, .letterUnreachableLead, subject, links, in: site)
        }
    )
}
