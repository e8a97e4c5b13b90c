package import Foundation

/// The occupancy of a meetup when somebody asks for seats.
package struct Occupancy: Equatable, Sendable {
    package let capacity: Int
    /// The number of seats that are taken or reserved, without those of the guest who asks.
    package let taken: Int
    /// Whether guests on the waiting list go before those who ask now.
    package let isAwaited: Bool

    package init(capacity: Int, taken: Int, isAwaited: Bool = false) {
        self.capacity = capacity
        self.taken = taken
        self.isAwaited = isAwaited
    }

    /// Never negative: a lowered capacity removes no guest.
    package var free: Int { max(0, capacity - taken) }

    /// The number of seats that are offered to those who ask now.
    package var offered: Int { isAwaited ? 0 : free }

    package func hasRoom(for party: Int) -> Bool { party <= offered }
}

/// The numbers of a meetup's seats that are reserved for unconfirmed RSVPs.
package struct ReservedSeats: Equatable, Sendable {
    package let inAll: Int
    /// The seats reserved for asks from the same client as the current one.
    package let forClient: Int

    package init(inAll: Int, forClient: Int) {
        self.inAll = inAll
        self.forClient = forClient
    }
}

/// The share of a meetup's capacity, in percent, that may be reserved for unconfirmed RSVPs: guests who confirm are
/// kept out by no more than that.
package struct ReservedShare: Equatable, Sendable {
    package let inAll: Int
    /// The share that may be reserved for asks from one client.
    package let ofClient: Int

    /// Seats for two friends who share one connection.
    private static let minForClient = 2

    package init(inAll: Int = 50, ofClient: Int = 25) {
        self.inAll = inAll
        self.ofClient = ofClient
    }

    /// Returns the max number of reserved seats: at least one, unless nothing may be reserved. The last seat goes to
    /// the guest who asked first.
    package func maximum(of capacity: Int) -> Int { inAll == 0 ? 0 : max(1, capacity * inAll / 100) }

    package func maxForClient(of capacity: Int) -> Int {
        min(maximum(of: capacity), max(Self.minForClient, capacity * ofClient / 100))
    }

    package func hasRoom(for party: Int, of capacity: Int, _ reserved: ReservedSeats) -> Bool {
        reserved.inAll + party <= maximum(of: capacity) && reserved.forClient + party <= maxForClient(of: capacity)
    }
}

/// The reason why an RSVP is refused.
package enum Refusal: String, Error, Sendable {
    case started
    case cancelled
}

/// Decides whether a party gets seats.
package enum Admission {
    /// Returns what is reserved for a party that asks now; `share` is nil for clients that get no reservation. The
    /// decision does not depend on the guest's address.
    package static func place(
        for party: Int, in occupancy: Occupancy, _ reserved: ReservedSeats, _ share: ReservedShare?
    ) -> Ask.Place {
        guard occupancy.hasRoom(for: party) else { return .waitlist }
        return share?.hasRoom(for: party, of: occupancy.capacity, reserved) == true ? .seat : .open
    }

    /// Returns the reason why the meetup accepts no RSVPs, or nil if it accepts them.
    package static func refusal(of meetup: Meetup, at now: Date) -> Refusal? {
        if meetup.state == .cancelled { return .cancelled }
        return meetup.hasStarted(at: now) ? .started : nil
    }
}

/// The reservation that a party can expect, from all asks of its guest. Whoever reads the emails to an address is that
/// guest, so everything reserved under the address is theirs.
package enum Prospect: Equatable, Sendable {
    /// Seats for the whole party until `until`; `arrival` is the turn on the waiting list if there is no room after
    /// all.
    case seat(until: Date, arrival: Int)
    case waitlist(arrival: Int)
    /// Any seats that are free at the confirmation, otherwise a turn on the waiting list; `arrival` is nil for the last
    /// turn.
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
            // A party that is larger than its reservation keeps its turn, too.
            self = .open(arrival: kept.first?.arrival)
        }
    }
}

/// The effect of a guest's confirmation.
package struct Confirmation: Equatable, Sendable {
    package let state: RSVP.State
    /// The position in the order of arrival; nil for the last position.
    package let arrival: Int?

    package init(state: RSVP.State, arrival: Int?) {
        self.state = state
        self.arrival = arrival
    }

    /// Reserved seats go to the guest. A party with a smaller reservation, or none, gets the seats that are free now.
    /// `occupancy` excludes the seats that the guest has or has reserved.
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
