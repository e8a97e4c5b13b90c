import Domain

extension GuestEmail {
    /// Tells the guest that the time, the venue or the room changed, with the new invitation.
    static let changed = GuestEmail(
        kind: .changed, title: .personalDataLetterChanged, subject: .letterChangedSubject,
        lead: { _, _ in .letterChangedLead }, supersedes: [.changed], tellsChange: true,
        key: { meetup, _, _ in String(meetup.revision.sequence) },
        isStillTrue: { rsvp, meetup in meetup.state == .scheduled && rsvp.state.isGoing }, invitation: { _ in .request }
    )

    /// Tells the guest that the meetup is cancelled.
    static let cancelled = GuestEmail(
        kind: .cancelled, title: .personalDataLetterCancelled, subject: .letterCancelledSubject,
        lead: { _, _ in .letterCancelledLead }, hasToken: false,
        supersedes: [
            .confirm, .going, .waiting, .promoted, .changed, .restored, .reminder, .known, .reconfirm,
        ],
        showsParty: false, key: { meetup, _, _ in String(meetup.revision.sequence) },
        usefulUntil: { meetup, _ in meetup.endsAt },
        isStillTrue: { rsvp, meetup in meetup.state != .scheduled && rsvp.state != .cancelled },
        invitation: { rsvp in rsvp.state.isGoing || rsvp.turn == .unresponsive ? .cancel : nil }
    )

    /// Tells the guest that the meetup is back on, with the new invitation.
    static let restored = GuestEmail(
        kind: .restored, title: .personalDataLetterChanged, subject: .letterRestoredSubject,
        lead: { rsvp, _ in rsvp.state.isGoing ? .letterRestoredLead : .letterRestoredWaitingLead },
        key: { meetup, _, _ in String(meetup.revision.sequence) },
        isStillTrue: { rsvp, meetup in meetup.state == .scheduled && rsvp.state.isConfirmed },
        invitation: { rsvp in rsvp.state.isGoing ? .request : nil }
    )
}
