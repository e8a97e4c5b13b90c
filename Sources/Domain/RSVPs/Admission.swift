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

/// How many of a meetup's places are held for answers that nobody confirmed.
package struct ReservedSeats: Equatable, Sendable {
    package let inAll: Int
    /// For those that came from where the one who asks now is.
    package let forClient: Int

    package init(inAll: Int, forClient: Int) {
        self.inAll = inAll
        self.forClient = forClient
    }
}

/// Which part of a meetup may be held for answers that nobody confirmed, in percent of its capacity: somebody who confirms
/// is kept out by no more than that.
package struct ReservedShare: Equatable, Sendable {
    package let inAll: Int
    /// For those that come from one client.
    package let ofClient: Int

    /// Two friends at one table.
    private static let minForClient = 2

    package init(inAll: Int = 50, ofClient: Int = 25) {
        self.inAll = inAll
        self.ofClient = ofClient
    }

    /// One place at least, unless nothing is to be held: the last one goes to who asked first.
    package func maximum(of capacity: Int) -> Int { inAll == 0 ? 0 : max(1, capacity * inAll / 100) }

    package func maxForClient(of capacity: Int) -> Int {
        min(maximum(of: capacity), max(Self.minForClient, capacity * ofClient / 100))
    }

    package func hasRoom(for party: Int, of capacity: Int, _ reserved: ReservedSeats) -> Bool {
        reserved.inAll + party <= maximum(of: capacity) && reserved.forClient + party <= maxForClient(of: capacity)
    }
}

/// Why an answer to a meetup is not taken.
package enum Refusal: String, Error, Sendable {
    case started
    case cancelled
}

/// May this party be seated?
package enum Admission {
    /// What is kept for a party that asks now; `share` is nil for who gets nothing held. It goes by no one's address.
    package static func place(
        for party: Int, in occupancy: Occupancy, _ reserved: ReservedSeats, _ share: ReservedShare?
    ) -> Ask.Place {
        guard occupancy.hasRoom(for: party) else { return .waitlist }
        return share?.hasRoom(for: party, of: occupancy.capacity, reserved) == true ? .seat : .open
    }

    /// Whether the meetup takes answers at all.
    package static func refusal(of meetup: Meetup, at now: Date) -> Refusal? {
        if meetup.state == .cancelled { return .cancelled }
        return meetup.hasStarted(at: now) ? .started : nil
    }
}

/// What is kept for a party, of all that its guest asked for. Whoever reads the emails to an address is that guest, so what
/// is held under it is theirs.
package enum Prospect: Equatable, Sendable {
    /// Places for all of it until then, and the turn on the waiting list should there be no room after all.
    case seat(until: Date, arrival: Int)
    case waitlist(arrival: Int)
    /// What is free when they confirm, and else the turn on the waiting list; nil for the last.
    case open(arrival: Int?)

    package init(of party: Int, _ asks: [Ask], at now: Date) {
        let kept = asks.filter { $0.reservation.lasts(at: now) && $0.reservation.place != .open }.sorted {
            $0.arrival < $1.arrival
        }
        if let seat = kept.first(where: { $0.reservation.place == .seat && party <= $0.people }) {
            self = .seat(until: seat.reservation.until, arrival: seat.arrival)
        } else if let first = kept.first, kept.allSatisfy({ $0.reservation.place == .waitlist }) {
            self = .waitlist(arrival: first.arrival)
        } else {
            // A party that is larger than what is held for it has its turn, too.
            self = .open(arrival: kept.first?.arrival)
        }
    }
}

/// What pressing the button in an email does.
package struct Confirmation: Equatable, Sendable {
    package let state: RSVP.State
    /// The position in the order of arrival; nil for who stands last.
    package let arrival: Int?

    package init(state: RSVP.State, arrival: Int?) {
        self.state = state
        self.arrival = arrival
    }

    /// Places that are held are theirs; a party for which less is held, or nothing, gets what is free now. `occupancy` is
    /// without what the guest has or holds.
    package static func decide(
        party: Int, _ asks: [Ask], in occupancy: Occupancy, at now: Date
    ) -> Confirmation {
        let fits = occupancy.hasRoom(for: party)
        switch Prospect(of: party, asks, at: now) {
        case .seat(_, let arrival): return Confirmation(state: .going(since: now), arrival: arrival)
        case .waitlist(let arrival): return Confirmation(state: .waiting, arrival: arrival)
        case .open(let arrival): return Confirmation(state: fits ? .going(since: now) : .waiting, arrival: arrival)
        }
    }
}
