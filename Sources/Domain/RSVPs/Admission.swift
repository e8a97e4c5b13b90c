package import Foundation

/// What is known of a meetup when somebody asks for a place.
package struct Occupancy: Equatable, Sendable {
    package let capacity: Int
    /// People whose place is taken or held, without those who ask.
    package let taken: Int
    /// Whether somebody waits whom those who ask now may not pass.
    package let isAwaited: Bool

    package init(capacity: Int, taken: Int, isAwaited: Bool = false) {
        self.capacity = capacity
        self.taken = taken
        self.isAwaited = isAwaited
    }

    /// Never negative: a lowered capacity turns nobody out.
    package var free: Int { max(0, capacity - taken) }

    /// How many places those who ask now may have.
    package var offered: Int { isAwaited ? 0 : free }

    package func hasRoom(for party: Int) -> Bool { party <= offered }
}

/// Why an answer to a meetup is not taken.
package enum Refusal: String, Error, Sendable {
    case started
    case cancelled
}

/// May this party be seated?
package enum Admission {
    /// The place of a party that arrives now.
    package static func place(for party: Int, in occupancy: Occupancy) -> RSVP.Place {
        occupancy.hasRoom(for: party) ? .seat : .line
    }

    /// The hold of an RSVP that arrives, and whether it stands last in the order of arrival. Who asks again while a hold
    /// lasts keeps its time, and the seat too unless the party has grown.
    package static func hold(
        for party: Int, former: RSVP?, in occupancy: Occupancy, until fresh: Date, at now: Date
    ) -> (hold: RSVP.Hold, arrivesAnew: Bool) {
        guard let former, case .pending(let hold) = former.state, now <= hold.until else {
            return (RSVP.Hold(place: place(for: party, in: occupancy), until: fresh), true)
        }
        let keepsSeat = hold.place == .seat && party <= former.party
        let place = keepsSeat ? .seat : place(for: party, in: occupancy)
        return (RSVP.Hold(place: place, until: hold.until), false)
    }

    /// Whether the meetup takes answers at all.
    package static func refusal(of meetup: Meetup, at now: Date) -> Refusal? {
        if meetup.state == .cancelled { return .cancelled }
        return meetup.hasStarted(at: now) ? .started : nil
    }
}

/// What pressing the button in the letter does.
package enum Confirmation: Equatable, Sendable {
    /// The state it gets, and whether it now stands last in the order of arrival.
    case becomes(RSVP.State, arrivesAnew: Bool)
    /// It was confirmed before: nothing changes.
    case already
    /// It was cancelled before; only a new answer helps.
    case withdrawn

    /// A hold that lasts gives the place decided on arrival; after it, the guest gets what is free then.
    package static func decide(_ rsvp: RSVP, in occupancy: Occupancy, at now: Date) -> Confirmation {
        switch rsvp.state {
        case .going, .waiting: return .already
        case .cancelled: return .withdrawn
        case .pending(let hold):
            let lasts = now <= hold.until
            let place = lasts ? hold.place : Admission.place(for: rsvp.party, in: occupancy)
            return .becomes(place == .seat ? .going(since: now) : .waiting, arrivesAnew: !lasts)
        }
    }
}
