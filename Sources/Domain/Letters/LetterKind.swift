/// The subject of a letter.
package enum LetterKind: String, CaseIterable, Sendable {
    /// Asks the guest to confirm an RSVP.
    case confirm
    /// Tells the guest that they are going, with the invitation.
    case going
    /// Tells the guest that they are on the waiting list.
    case waiting
    /// Tells the guest that they got a seat from the waiting list, with the invitation.
    case promoted
    /// Tells the guest that the time, the venue or the room changed, with the new invitation.
    case changed
    /// Tells the guest that the meetup is cancelled.
    case cancelled
    /// Tells the guest that the meetup is back on, with the new invitation.
    case restored
    case reminder
    /// Thanks the guest after the meetup, and says when the next one is.
    case thanks
    /// Tells the guest that somebody sent another RSVP under their address, and which RSVP already counts.
    case known
    /// Asks the guest whether a calendar reply from another address is theirs.
    case unverified
    /// Asks a host to confirm that the meetup takes place.
    case hostConfirm
    /// Tells the city's representative that no host has confirmed the meetup.
    case hostSilent
    /// Tells a host who is coming.
    case headCount
    /// Tells a host that a guest cannot be reached, and that their seat is free.
    case unreachable
    /// Sends a guest's question to the city's representative.
    case question
    /// Asks a guest whether they are really coming.
    case reconfirm
    /// Tells the guest that their seat was released because they did not respond; it removes the meetup from their
    /// calendar.
    case seatReleased
    /// Asks somebody to confirm that they want to follow a city.
    case follow
    /// Tells a follower of a city about its new meetups.
    case digest
    /// Sends the link to a person's personal data.
    case data
    /// Asks somebody to confirm their city request.
    case cityRequest
    /// Tells an administrator that many people request a city.
    case cityRequested
    /// Tells somebody who requested a city that it starts.
    case cityStarts
}

extension LetterKind {
    /// The action that the link in an email to a guest opens.
    package var opens: TokenPurpose { self == .confirm ? .confirm : .manage }

    /// Whether the letter has a link with its own token; the token of a letter about a meetup is valid until the meetup
    /// is over.
    package var hasSecretLink: Bool {
        switch self {
        case .confirm, .going, .waiting, .promoted, .changed, .restored, .reminder, .known, .unverified: true
        case .reconfirm, .seatReleased: true
        case .hostConfirm, .hostSilent, .data: true
        case .cancelled, .thanks, .headCount, .unreachable, .question, .follow, .digest: false
        case .cityRequest, .cityRequested, .cityStarts: false
        }
    }

    /// Whether the content is still true; checked again just before sending.
    package func isTrue(of rsvp: RSVP, _ meetup: Meetup) -> Bool {
        guard meetup.state == .scheduled else {
            return (self == .cancelled && rsvp.state != .cancelled) || (self == .known && rsvp.state.isConfirmed)
        }
        return switch self {
        case .confirm: rsvp.state.isPending
        case .going, .promoted, .changed, .reminder, .thanks: rsvp.state.isGoing
        case .waiting: rsvp.state == .waiting
        case .reconfirm: rsvp.state.isGoing
        case .seatReleased: rsvp.state == .waiting && rsvp.turn == .unresponsive
        case .restored, .known, .unverified: rsvp.state.isConfirmed
        case .cancelled: false
        case .hostConfirm, .hostSilent, .headCount, .unreachable, .question, .follow, .digest: false
        case .data, .cityRequest, .cityRequested, .cityStarts: false
        }
    }

    /// Whether the content is still true, for an email about a meetup to somebody without an RSVP to it.
    package func isTrue(of meetup: Meetup) -> Bool {
        switch self {
        case .hostConfirm, .hostSilent: meetup.isTentative && meetup.state == .scheduled
        case .headCount, .unreachable: meetup.state == .scheduled
        case .question: true
        default: false
        }
    }

    /// Whether the content is still true, for an email to a follower of a city.
    package func isTrue(of follower: Follower) -> Bool {
        switch self {
        case .follow: follower.state != .stopped
        case .digest: follower.state == .following
        default: false
        }
    }

    /// Whether the content is still true, for an email about a city request.
    package func isTrue(of cityRequest: CityRequest) -> Bool {
        switch self {
        case .cityRequest: cityRequest.state != .done
        case .cityStarts: cityRequest.state == .done
        default: false
        }
    }

    /// Whether the reader can do without this kind of email; it then carries a one-click unsubscribe link (RFC 8058).
    package var isUnsubscribable: Bool { [.reminder, .thanks, .digest].contains(self) }

    /// The kinds of letters that become useless once this one is queued, unless they were sent by then.
    package var supersedes: [LetterKind] {
        switch self {
        case .cancelled: [.confirm, .going, .waiting, .promoted, .changed, .restored, .reminder, .known, .reconfirm]
        case .changed: [.changed]
        default: []
        }
    }
}
