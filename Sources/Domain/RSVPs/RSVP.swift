package import Foundation

/// A guest's RSVP to one meetup.
package struct RSVP: Equatable, Sendable {
    package typealias ID = Identifier<RSVP>

    package enum State: Equatable, Sendable {
        /// Never confirmed by email; its asks store what was requested and what is reserved in the meantime.
        case pending
        case going(since: Date)
        case waiting
        case cancelled
    }

    /// The turn of a guest on the waiting list.
    package enum Turn: Equatable, Sendable {
        case inOrder
        /// Before the others: the guest lost their seat, and said later that they are coming.
        case first
        /// No turn until the guest says that they are really coming; then first.
        case unresponsive
    }

    package let id: ID
    package let meetup: Meetup.ID
    package let guest: Guest.ID
    package var name: String
    package var companions: Int
    package var state: State
    /// The position in the order in which RSVPs to this meetup arrived, from 1.
    package var arrival: Int
    /// The language of emails about the RSVP.
    package var language: Language
    package let createdAt: Date
    package var words = GuestWords()
    /// Whether the guest comes with fewer companions if the whole party does not fit.
    package var acceptsFewer = false
    package var turn = Turn.inOrder
    /// The number by which SEQUENCE in the guest's own invitations is ahead of the meetup's.
    package var calendarShift = 0

    package init(
        id: ID, meetup: Meetup.ID, guest: Guest.ID, name: String, companions: Int, state: State, arrival: Int,
        language: Language, createdAt: Date
    ) {
        self.id = id
        self.meetup = meetup
        self.guest = guest
        self.name = name
        self.companions = companions
        self.state = state
        self.arrival = arrival
        self.language = language
        self.createdAt = createdAt
    }

    /// The size of the party: the guest and their companions.
    package var party: Int { 1 + companions }

    /// Takes the seat from an unresponsive guest, who is first on the waiting list as soon as they respond. The
    /// invitation is cancelled under the next SEQUENCE, and a new invitation has the one after that (RFC 5546 §3.2.5).
    package mutating func releaseSeat() {
        state = .waiting
        turn = .unresponsive
        calendarShift += 2
    }
}

extension RSVP.State {
    package var isPending: Bool { self == .pending }

    /// Whether the guest's address was confirmed and they still want to come.
    package var isConfirmed: Bool {
        switch self {
        case .going, .waiting: true
        case .pending, .cancelled: false
        }
    }

    package var isGoing: Bool {
        if case .going = self { true } else { false }
    }
}

/// A person, identified by an email address.
package struct Guest: Equatable, Sendable {
    package typealias ID = Identifier<Guest>

    package let id: ID
    package let address: EmailAddress

    package init(id: ID, address: EmailAddress) {
        self.id = id
        self.address = address
    }
}
