import Domain
import Foundation
package import Logging
import ServiceLifecycle
package import Storage

/// Emails a city's followers about its new meetups. Erases followers who never confirmed, or stopped long ago.
package struct FollowerService: Service {
    /// The time to confirm, in seconds.
    private static let patience: TimeInterval = 48 * 3600
    /// The time for which a follower who stopped is remembered, in seconds.
    private static let memory: TimeInterval = 30 * 86_400
    private static let batch = 100

    let database: any Database
    let now: CurrentTime
    let logger: Logger

    package init(database: any Database, now: @escaping CurrentTime, logger: Logger) {
        self.database = database
        self.now = now
        self.logger = logger
    }

    package func run() async throws {
        try await periodically(every: .seconds(30), "telling followers failed", logger) {
            try await queueDigests()
            try await eraseLeft()
        }
    }

    package func queueDigests() async throws {
        let instant = now()
        for city in try await database.read({ try $0.cities() }) {
            let limit = Digest.latest(in: city.timeZone, at: instant)
            while try await database.read({ try $0.hasFollowers(of: city.slug, toldBefore: limit) }) {
                let told = try await database.write { transaction in
                    try transaction.tellFollowers(of: city.slug, toldBefore: limit, maximum: Self.batch, at: instant)
                }
                guard told > 0 else { break }
            }
        }
    }

    package func eraseLeft() async throws {
        let instant = now()
        let left = LeftFollowers(pendingSince: instant - Self.patience, stoppedSince: instant - Self.memory)
        guard try await database.read({ try $0.has(left) }) else { return }
        let erased = try await database.write { try $0.erase(left) }
        logger.info("followers deleted", metadata: ["count": "\(erased)"])
    }
}

extension Transaction {
    /// Queues a digest to each follower for whom there is news, and records that all of them were notified. Returns how
    /// many followers it looked at.
    func tellFollowers(of city: Slug, toldBefore limit: Date, maximum: Int, at now: Date) throws -> Int {
        let meetups = try meetups(in: city, endingAfter: now)
        let followers = try followers(of: city, toldBefore: limit, maximum: maximum)
        for follower in followers {
            if !Digest.news(in: meetups, notifiedUntil: follower.notifiedUntil, at: now).isEmpty {
                try queue(.digest, to: follower, at: now)
            }
            try markTold(follower.id, until: now)
        }
        return followers.count
    }
}
