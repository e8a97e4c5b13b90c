import AsyncAlgorithms
import Domain
import Foundation
package import Logging
import ServiceLifecycle
package import Storage

/// Promotes waiting guests after a reservation has expired, and erases RSVPs and asks that nobody confirmed.
package struct RSVPService: Service {
    let database: any Database
    let settings: RSVPSettings
    let now: CurrentTime
    let logger: Logger

    package init(
        database: any Database, settings: RSVPSettings, now: @escaping CurrentTime, logger: Logger
    ) {
        self.database = database
        self.settings = settings
        self.now = now
        self.logger = logger
    }

    package func run() async throws {
        try await periodically(every: .seconds(10), "tidying RSVPs failed", logger) {
            try await releaseReservations()
            try await erasePending()
        }
    }

    package func releaseReservations() async throws {
        let instant = now()
        for id in try await database.read({ try $0.meetupsWithWaiting(at: instant) }) {
            try await database.write { transaction in
                guard let meetup = try transaction.tryLockMeetup(id) else { return }
                try transaction.promote(in: meetup, at: instant)
            }
        }
    }

    package func erasePending() async throws {
        let limit = now().addingTimeInterval(-settings.eraseAfter)
        try await eraseAsks(askedBefore: limit)
        guard try await database.read({ try $0.hasPending(askedBefore: limit) }) else { return }
        let erased = try await database.write { try $0.erasePending(askedBefore: limit) }
        logger.info("unconfirmed RSVPs deleted", metadata: ["count": "\(erased)"])
    }

    private func eraseAsks(askedBefore limit: Date) async throws {
        let instant = now()
        guard try await database.read({ try $0.hasLeftAsks(askedBefore: limit, at: instant) }) else { return }
        _ = try await database.write { try $0.eraseAsks(askedBefore: limit, at: instant) }
    }
}
