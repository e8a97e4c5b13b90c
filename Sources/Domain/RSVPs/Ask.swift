package import Foundation

/// One time that somebody asked for a place under a guest's address. What it says never changes: the link in the email that
/// asks about it confirms exactly that, whoever asks again meanwhile.
package struct Ask: Equatable, Sendable {
    package typealias ID = Identifier<Ask>

    /// What was written into the form.
    package struct Content: Equatable, Sendable {
        package let name: String
        package let companions: Int
        package let words: GuestWords
        package let acceptsFewer: Bool
        /// In which the form was.
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

    /// How many emails in a row may say the same.
    private static let patienceForAgain: TimeInterval = 60

    package let id: ID
    package let meetup: Meetup.ID
    /// Nil when there were too many emails to that mailbox: then nothing more is known of who asked.
    package let rsvp: RSVP.ID?
    /// Nil where nobody is asked to confirm it; it only holds what an unknown address would hold.
    package let content: Content?
    /// How many places were asked for.
    package let people: Int
    package let reservation: Reservation
    /// The position in the order in which answers to this meetup arrived, from 1.
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

    /// Whether an email about this was asked for a moment ago: who presses a button twice gets one.
    package func isRepeated(by content: Content, at now: Date) -> Bool {
        self.content == content && now.timeIntervalSince(askedAt) < Self.patienceForAgain
    }
}

extension Ask {
    /// What is kept until it is confirmed.
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
        /// Places for the whole party.
        case seat
        /// The turn on the waiting list.
        case waitlist
        /// Nothing: there is room, but enough of it is held for others who have not confirmed. Who confirms first gets it.
        case open
    }
}

extension RSVP {
    /// This answer as it will be when the ask is confirmed, but for its state.
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
