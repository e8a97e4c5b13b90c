/// What a letter to a guest is about.
package enum LetterKind: String, CaseIterable, Sendable {
    /// Asks for the button that makes an RSVP count.
    case confirm
    /// Says that the guest is going, with the invitation.
    case going
    /// Says that the guest waits for a place.
    case waiting
    /// Says that a place became free, with the invitation.
    case movedUp
    /// Says that time, place or room changed, with the new invitation.
    case changed
    /// Says that the meetup does not take place.
    case cancelled
    /// Says that the meetup takes place after all, with the new invitation.
    case restored
    case reminder
    /// Asks a host whether the meetup takes place.
    case hostConfirm
    /// Tells the city's representative that no host has said so.
    case hostSilent
    /// Says that the address was answered for again, and what holds already.
    case known
}

extension LetterKind {
    /// What the link in a letter to a guest opens.
    package var opens: TokenPurpose { self == .confirm ? .confirm : .manage }

    /// Whether the letter still tells the truth: it is checked again when it is about to leave.
    package func isTrue(of rsvp: RSVP, _ meetup: Meetup) -> Bool {
        switch self {
        case .confirm: rsvp.state.isPending && meetup.state == .scheduled
        case .going, .movedUp, .changed, .reminder: rsvp.state.isGoing && meetup.state == .scheduled
        case .waiting: rsvp.state == .waiting && meetup.state == .scheduled
        case .cancelled: meetup.state == .cancelled && rsvp.state != .cancelled
        case .restored: (rsvp.state.isGoing || rsvp.state == .waiting) && meetup.state == .scheduled
        case .hostConfirm, .hostSilent: false
        case .known: rsvp.state != .cancelled && !rsvp.state.isPending
        }
    }

    /// The same for a letter that is about the meetup and to nobody who answered it.
    package func isTrue(of meetup: Meetup) -> Bool {
        [.hostConfirm, .hostSilent].contains(self) && meetup.isTentative && meetup.state == .scheduled
    }
}
