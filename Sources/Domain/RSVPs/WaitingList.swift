package import Foundation

/// Who moves up when places are free.
package enum WaitingList {
    /// A party that gets places.
    package struct Move: Equatable, Sendable {
        /// With as many companions as there are places for.
        package let rsvp: RSVP
        /// How many the party was before.
        package let askedParty: Int

        package var isWithFewer: Bool { rsvp.party < askedParty }
    }

    /// What becomes of those who wait, at one moment.
    package struct Round: Equatable, Sendable {
        package let moves: [Move]
        /// Before whom somebody behind them got places.
        package let skipped: [RSVP]
    }

    /// In the order in which they have their turn: those who came back after they stood down, then by arrival.
    package static func inOrder(_ waiting: [RSVP]) -> [RSVP] {
        waiting.sorted { ($0.turn == .inOrder ? 1 : 0, $0.arrival) < ($1.turn == .inOrder ? 1 : 0, $1.arrival) }
    }

    /// Gives free places to one after the other. The first who does not fit ends it, unless smaller parties may pass;
    /// who has not said that they really come is passed over.
    package static func round(
        _ waiting: [RSVP], in occupancy: Occupancy, smallerMayPass: Bool
    ) -> Round {
        var free = occupancy.free
        var (moves, passedSoFar, skipped): ([Move], [RSVP], [RSVP]) = ([], [], [])
        for rsvp in inOrder(waiting) where free > 0 {
            if rsvp.turn != .unresponsive, let move = move(rsvp, into: free) {
                free -= move.rsvp.party
                moves.append(move)
                skipped += passedSoFar
                passedSoFar = []
            } else {
                guard smallerMayPass || rsvp.turn == .unresponsive else { break }
                passedSoFar.append(rsvp)
            }
        }
        return Round(moves: moves, skipped: skipped)
    }

    /// Nil when the party does not fit into so many places, and wants no fewer.
    package static func move(_ rsvp: RSVP, into free: Int) -> Move? {
        guard free > 0, rsvp.party <= free || rsvp.acceptsFewer else { return nil }
        var seated = rsvp
        seated.companions = min(rsvp.companions, free - 1)
        return Move(rsvp: seated, askedParty: rsvp.party)
    }

    /// Whether so many parties, who have not stood down, keep a newcomer from every place.
    package static func bars(newcomersTo meetup: Meetup, waiting parties: Int, at now: Date) -> Bool {
        parties > 0 && !meetup.terms.guests.waitingList.smallerMayPass && !meetup.isListClosed(at: now)
    }
}

/// Something that was decided about a waiting list.
package struct WaitingDecision: Equatable, Sendable {
    package enum What: String, CaseIterable, Sendable {
        case joined
        case promoted = "promoted"
        case promotedWithFewer = "promoted_with_fewer"
        case skipped = "skipped"
        case left
        /// The list moves no more by itself.
        case closed
        /// Who asked first after that got a free place.
        case tookPlace = "took_place"
        /// Gave up a place by not saying that they really come.
        case seatReleased = "seat_released"
        /// Said so after all.
        case returned
    }

    package let what: What
    /// Nil when the guest is forgotten, or it is about nobody.
    package let name: String?
    /// How many people it is about.
    package let party: Int
    /// How many places were free then.
    package let free: Int
    package let decidedAt: Date

    package init(what: What, name: String?, party: Int, free: Int, decidedAt: Date) {
        self.what = what
        self.name = name
        self.party = party
        self.free = free
        self.decidedAt = decidedAt
    }
}
