package import Foundation

/// One request for seats under a guest's address. Its content never changes: the link in its email confirms exactly
/// this request, even if somebody asks again in the meantime.
package struct Ask: Equatable, Sendable {
    package typealias ID = Identifier<Ask>

    /// The input of the RSVP form.
    package struct Content: Equatable, Sendable {
        package let name: String
        package let companions: Int
        package let words: GuestWords
        package let acceptsFewer: Bool
        /// The language of the form.
        package let language: Language

        package init(
            name: String, companions: Int, words: GuestWords, acceptsFewer: Bool, language: Language
        ) {
            self.name = name
            self.companions = companions
            self.words = words
            self.acceptsFewer = acceptsFewer && companions > 0
            self.language = language
        }

        package var party: Int { 1 + companions }
    }

    /// The time within which a repeated ask sends no second email, in seconds.
    private static let patienceForAgain: TimeInterval = 60

    package let id: ID
    package let meetup: Meetup.ID
    /// Nil if too many emails went to that mailbox: then nothing more is stored about the guest.
    package let rsvp: RSVP.ID?
    /// Nil if no confirmation is requested; the ask then only reserves what an ask from an unknown address would.
    package let content: Content?
    /// The number of requested seats.
    package let people: Int
    package let reservation: Reservation
    /// The position in the order in which RSVPs to this meetup arrived, from 1.
    package let arrival: Int
    package let askedAt: Date

    package init(
        id: ID, meetup: Meetup.ID, rsvp: RSVP.ID?, content: Content?, people: Int, reservation: Reservation,
        arrival: Int,
        askedAt: Date
    ) {
        self.id = id
        self.meetup = meetup
        self.rsvp = rsvp
        self.content = content
        self.people = people
        self.reservation = reservation
        self.arrival = arrival
        self.askedAt = askedAt
    }

    /// Whether an email with the same content was requested a moment ago: pressing a button twice sends one email.
    package func isRepeated(by content: Content, at now: Date) -> Bool {
        self.content == content && now.timeIntervalSince(askedAt) < Self.patienceForAgain
    }
}

extension Ask {
    /// The reservation until the ask is confirmed.
    package struct Reservation: Equatable, Sendable {
        package let place: Place
        package let until: Date

        package init(place: Place, until: Date) {
            self.place = place
            self.until = until
        }

        package func lasts(at now: Date) -> Bool { now <= until }
    }

    package enum Place: String, Sendable {
        /// Seats for the whole party.
        case seat
        /// A turn on the waiting list.
        case waitlist
        /// Nothing: there is room, but too much of it is reserved for others who have not confirmed. The first to
        /// confirm gets it.
        case open
    }
}

extension RSVP {
    /// Returns this RSVP as it will be when the ask is confirmed, except for its state.
    package func saying(_ content: Ask.Content) -> RSVP {
        var rsvp = self
        rsvp.name = content.name
        rsvp.companions = content.companions
        rsvp.words = content.words
        rsvp.acceptsFewer = content.acceptsFewer
        rsvp.language = content.language
        return rsvp
    }
}
