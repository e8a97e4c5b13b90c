import Domain
import Foundation
import Logging
import Storage

/// Asks guests to reconfirm, and gives the seats of unresponsive guests to guests on the waiting list.
struct AskToReconfirm: Sendable {
    /// The maximum number of guests whom one transaction asks, and of seats that it releases.
    private static let batch = 200

    let database: any Database
    let logger: Logger

    func callAsFunction() async throws {
        for id in try await database.read({ try $0.reconfirmations.meetups() }) {
            var isDone = false
            while !isDone {
                let (asked, released) = try await database.write { try step(id, $0) }
                isDone = max(asked, released) < Self.batch
                guard asked + released > 0 else { continue }
                logger.info(
                    "guests asked whether they are still coming",
                    metadata: ["meetup": "\(id)", "asked": "\(asked)", "unresponsive": "\(released)"]
                )
            }
        }
    }

    /// Returns how many guests were asked, and how many lost their seats; at most a batch each. Waits for a locked meetup
    /// and does not skip it: others lock it as often, so it would be skipped again and again.
    private func step(_ id: Meetup.ID, _ tx: Transaction) throws -> (asked: Int, released: Int) {
        guard let meetup = try tx.meetups.lock(id), meetup.state == .scheduled,
            !meetup.hasStarted(at: tx.now), let plan = ReconfirmPlan(of: meetup)
        else { return (0, 0) }
        let asked = try tx.reconfirmations.guestsToAsk(of: meetup, plan, limit: Self.batch)
        for rsvp in asked { try tx.letters.enqueue(.reconfirm, about: rsvp, of: meetup) }
        let unresponsive = try tx.reconfirmations.unresponsiveGuests(of: meetup, plan, limit: Self.batch)
        try tx.reconfirmations.releaseSeats(unresponsive, of: meetup)
        return (asked.count, unresponsive.count)
    }
}

extension ReconfirmStore {
    /// Moves unresponsive guests to the head of the waiting list, where they stay until they respond.
    fileprivate func releaseSeats(_ unresponsive: [RSVP], of meetup: Meetup) throws {
        for var rsvp in unresponsive {
            rsvp.releaseSeat()
            try tx.rsvps.update(rsvp)
            try tx.waitingDecisions.record(.seatReleased, of: rsvp, try tx.rsvps.occupancy(of: meetup))
            try tx.letters.enqueue(.seatReleased, about: rsvp, of: meetup)
        }
        if !unresponsive.isEmpty { try PromoteGuests.perform(in: meetup, tx) }
    }
}
