/// The kinds of emails. What each kind says and when is one value in its feature's folder.
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
    case hostConfirm = "host_confirm"
    /// Tells the city's representative that no host has confirmed the meetup.
    case hostSilent = "host_silent"
    /// Tells a host who is coming.
    case headCount = "head_count"
    /// Tells a host that a guest cannot be reached, and that their seat is free.
    case unreachable
    /// Sends a guest's question to the city's representative.
    case question
    /// Asks a guest whether they are really coming.
    case reconfirm
    /// Tells the guest that their seat was released because they did not respond; it removes the meetup from their
    /// calendar.
    case seatReleased = "seat_released"
    /// Asks somebody to confirm that they want to follow a city.
    case follow
    /// Tells a follower of a city about its new meetups.
    case digest
    /// Sends the link to a person's personal data.
    case data
    /// Asks somebody to confirm their city request.
    case cityRequest = "city_request"
    /// Tells an administrator that many people request a city.
    case cityRequested = "city_requested"
    /// Tells somebody who requested a city that it starts.
    case cityStarts = "city_starts"
}

extension LetterKind {
    package init(parsing text: String) throws(FieldErrorReason) {
        guard let kind = Self(rawValue: text) else {
            throw .oneOf(Self.allCases.map(\.rawValue))
        }
        self = kind
    }
}
