import Domain

extension ContactEmail {
    /// Tells a host who is coming.
    static let headCount = ContactEmail(
        kind: .headCount, title: .personalDataLetterOrganiser, readsHeadCount: true,
        isStillTrue: { $0.state == .scheduled }, isOnTime: { letter, meetup in letter.startsAt == meetup.startsAt },
        makePage: { subject, _, links, site in
            HeadCountLetter(subject.headCount, to: subject.contact, about: subject.meetup, links, site)
        }
    )
}
