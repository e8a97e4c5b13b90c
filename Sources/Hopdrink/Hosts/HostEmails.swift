import Domain

extension ContactEmail {
    /// Asks a host to confirm that the meetup takes place.
    static let hostConfirm = ContactEmail(
        kind: .hostConfirm, title: .personalDataLetterRequest, hasToken: true,
        isStillTrue: { $0.isTentative && $0.state == .scheduled },
        makePage: { subject, _, links, site in
            MeetupLetter(.letterHostSubject, .letterHostLead, subject, links, in: site)
        }
    )

    /// Tells the city's representative that no host has confirmed the meetup.
    static let hostSilent = ContactEmail(
        kind: .hostSilent, title: .personalDataLetterOrganiser, hasToken: true,
        isStillTrue: { $0.isTentative && $0.state == .scheduled },
        makePage: { subject, _, links, site in
            MeetupLetter(.letterSilentSubject, .letterSilentLead, subject, links, in: site)
        }
    )
}
