import Domain
import Foundation
import Logging
import Storage

/// Promotes waiting guests after a reservation has expired, and erases RSVPs and asks that nobody confirmed.
struct TidyRSVPs: Sendable {
    let database: any Database
    let settings: RSVPSettings
    let logger: Logger

    func callAsFunction() async throws {
        try await releaseReservations()
        try await erasePending()
    }

    func releaseReservations() async throws {
        for id in try await database.read({ try $0.rsvps.meetupsWithWaiting() }) {
            try await database.write { tx in
                guard let meetup = try tx.meetups.tryLock(id) else { return }
                try PromoteGuests.perform(in: meetup, tx)
            }
        }
    }

    func erasePending() async throws {
        let limit = database.now.addingTimeInterval(-settings.eraseAfter)
        try await eraseAsks(askedBefore: limit)
        guard try await database.read({ try $0.rsvps.hasPending(askedBefore: limit) }) else { return }
        let erased = try await database.write { try $0.rsvps.erasePending(askedBefore: limit) }
        logger.info("unconfirmed RSVPs deleted", metadata: ["count": "\(erased)"])
    }

    private func eraseAsks(askedBefore limit: Date) async throws {
        guard try await database.read({ try $0.asks.hasLeft(askedBefore: limit) }) else { return }
        _ = try await database.write { try $0.asks.erase(askedBefore: limit) }
    }
}
