/// What a letter is about.
package enum LetterKind: String, CaseIterable, Sendable {
    /// Asks for the button that makes an RSVP count.
    case confirm
    /// Says that the guest is going, with the invitation.
    case going
    /// Says that the guest waits for a place.
    case waiting
    /// Says that a place became free, with the invitation.
    case promoted
    /// Says that time, place or room changed, with the new invitation.
    case changed
    /// Says that the meetup does not take place.
    case cancelled
    /// Says that the meetup takes place after all, with the new invitation.
    case restored
    case reminder
    /// Thanks a guest afterwards, and says when the next one is.
    case thanks
    /// Says that the address was answered for again, and what holds already.
    case known
    /// Asks a guest whether an answer is theirs that came by mail from another address.
    case unverified
    /// Asks a host whether the meetup takes place.
    case hostConfirm
    /// Tells the city's representative that no host has said so.
    case hostSilent
    /// Tells a host who comes.
    case headCount
    /// Tells a host that a guest can't be reached, and that their place is free.
    case unreachable
    /// Brings a guest's question to the city's representative.
    case question
    /// Asks a guest whether they really come.
    case reconfirm
    /// Says that the place is given to others because the guest did not say so; it leaves the calendar.
    case seatReleased
    /// Asks for the button that makes somebody follow a city.
    case follow
    /// Tells who follows a city of its new meetups.
    case digest
    /// Brings the link that opens what is held of an address.
    case data
    /// Asks for the button that makes somebody's wish for a city count.
    case cityRequest
    /// Tells an administrator that many ask for a city.
    case cityRequested
    /// Tells who asked for a city that it begins there.
    case cityStarts
}

extension LetterKind {
    /// What the link in a letter to a guest opens.
    package var opens: TokenPurpose { self == .confirm ? .confirm : .manage }

    /// Whether the letter has a link with a token of its own; one about an evening lasts until that is over.
    package var hasSecretLink: Bool {
        switch self {
        case .confirm, .going, .waiting, .promoted, .changed, .restored, .reminder, .known, .unverified: true
        case .reconfirm, .seatReleased: true
        case .hostConfirm, .hostSilent, .data: true
        case .cancelled, .thanks, .headCount, .unreachable, .question, .follow, .digest: false
        case .cityRequest, .cityRequested, .cityStarts: false
        }
    }

    /// Whether the letter still tells the truth: it is checked again when it is about to leave.
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

    /// The same for a letter that is about the meetup and to nobody who answered it.
    package func isTrue(of meetup: Meetup) -> Bool {
        switch self {
        case .hostConfirm, .hostSilent: meetup.isTentative && meetup.state == .scheduled
        case .headCount, .unreachable: meetup.state == .scheduled
        case .question: true
        default: false
        }
    }

    /// The same for a letter to somebody who follows a city.
    package func isTrue(of follower: Follower) -> Bool {
        switch self {
        case .follow: follower.state != .stopped
        case .digest: follower.state == .following
        default: false
        }
    }

    /// The same for a letter about a wish for a city.
    package func isTrue(of cityRequest: CityRequest) -> Bool {
        switch self {
        case .cityRequest: cityRequest.state != .done
        case .cityStarts: cityRequest.state == .done
        default: false
        }
    }

    /// A letter that its reader may do without: it comes with a way to have no more of them by one click (RFC 8058).
    package var isUnsubscribable: Bool { [.reminder, .thanks, .digest].contains(self) }

    /// Letters that say nothing more once this one is queued, unless they have left by then.
    package var supersedes: [LetterKind] {
        switch self {
        case .cancelled: [.confirm, .going, .waiting, .promoted, .changed, .restored, .reminder, .known, .reconfirm]
        case .changed: [.changed]
        default: []
        }
    }
}
