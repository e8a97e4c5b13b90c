package import Foundation

/// Decides who is promoted when seats are free.
package enum WaitingList {
    /// The promotion of a party.
    package struct Move: Equatable, Sendable {
        /// The RSVP with as many companions as there are seats for.
        package let rsvp: RSVP
        /// The size of the party before.
        package let askedParty: Int

        package var isWithFewer: Bool { rsvp.party < askedParty }
    }

    /// The result of one round of promotions.
    package struct Round: Equatable, Sendable {
        package let moves: [Move]
        /// The parties that were skipped because a later party was promoted.
        package let skipped: [RSVP]
    }

    /// Returns the RSVPs in the order of their turns: first the guests who came back after losing their seat, then all
    /// others, both by arrival.
    package static func inOrder(_ waiting: [RSVP]) -> [RSVP] {
        waiting.sorted { ($0.turn == .inOrder ? 1 : 0, $0.arrival) < ($1.turn == .inOrder ? 1 : 0, $1.arrival) }
    }

    /// Gives the free seats to one party after another. The first party that does not fit ends the round, unless
    /// smaller parties may pass. Unresponsive guests are skipped.
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

    /// Returns nil if the party does not fit into the free seats and accepts no fewer.
    package static func move(_ rsvp: RSVP, into free: Int) -> Move? {
        guard free > 0, rsvp.party <= free || rsvp.acceptsFewer else { return nil }
        var seated = rsvp
        seated.companions = min(rsvp.companions, free - 1)
        return Move(rsvp: seated, askedParty: rsvp.party)
    }

    /// Whether the waiting parties keep newcomers from every free seat; `parties` does not count unresponsive guests.
    package static func bars(newcomersTo meetup: Meetup, waiting parties: Int, at now: Date) -> Bool {
        parties > 0 && !meetup.terms.guests.waitingList.smallerMayPass && !meetup.isListClosed(at: now)
    }
}

/// A recorded decision about a waiting list.
package struct WaitingDecision: Equatable, Sendable {
    package enum What: String, CaseIterable, Sendable {
        case joined
        case promoted
        case promotedWithFewer = "promoted_with_fewer"
        case skipped
        case left
        /// The list no longer promotes guests by itself.
        case closed
        /// A guest got a free seat by asking first after the list had closed.
        case tookPlace = "took_place"
        /// A guest lost their seat because they did not respond.
        case seatReleased = "seat_released"
        /// An unresponsive guest said that they are coming after all.
        case returned
    }

    package let what: What
    /// Nil if the guest's data was deleted, or if the decision concerns no single guest.
    package let name: String?
    /// The number of people whom the decision concerns.
    package let party: Int
    /// The number of free seats at that time.
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
