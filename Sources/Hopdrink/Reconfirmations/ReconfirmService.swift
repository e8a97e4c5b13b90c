import Domain
import Foundation
package import Logging
import ServiceLifecycle
package import Storage

/// Asks guests to reconfirm, and gives the seats of unresponsive guests to guests on the waiting list.
package struct ReconfirmService: Service {
    /// The maximum number of guests whom one transaction asks, and of seats that it releases.
    private static let batch = 200

    let database: any Database
    let now: CurrentTime
    let logger: Logger

    package init(database: any Database, now: @escaping CurrentTime, logger: Logger) {
        self.database = database
        self.now = now
        self.logger = logger
    }

    package func run() async throws {
        try await periodically(every: .seconds(10), "asking guests whether they are still coming failed", logger) {
            try await askDue()
        }
    }

    package func askDue() async throws {
        let instant = now()
        for id in try await database.read({ try $0.meetupsToReconfirm(at: instant) }) {
            var isDone = false
            while !isDone {
                let (asked, released) = try await database.write { try step(id, $0, at: instant) }
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
    private func step(_ id: Meetup.ID, _ transaction: Transaction, at now: Date) throws -> (asked: Int, released: Int) {
        guard let meetup = try transaction.lockMeetup(id), meetup.state == .scheduled,
            !meetup.hasStarted(at: now), let plan = ReconfirmPlan(of: meetup)
        else { return (0, 0) }
        let asked = try transaction.guestsToAsk(of: meetup, plan, limit: Self.batch, at: now)
        for rsvp in asked { try transaction.queue(.reconfirm, about: rsvp, of: meetup, at: now) }
        let unresponsive = try transaction.unresponsiveGuests(of: meetup, plan, limit: Self.batch, at: now)
        try transaction.releaseSeat(unresponsive, of: meetup, at: now)
        return (asked.count, unresponsive.count)
    }
}

extension Transaction {
    /// Moves unresponsive guests to the head of the waiting list, where they stay until they respond.
    fileprivate func releaseSeat(_ unresponsive: [RSVP], of meetup: Meetup, at now: Date) throws {
        for var rsvp in unresponsive {
            rsvp.releaseSeat()
            try update(rsvp, at: now)
            try record(.seatReleased, of: rsvp, try occupancy(of: meetup, at: now), at: now)
            try queue(.seatReleased, about: rsvp, of: meetup, at: now)
        }
        if !unresponsive.isEmpty { try promote(in: meetup, at: now) }
    }
}
