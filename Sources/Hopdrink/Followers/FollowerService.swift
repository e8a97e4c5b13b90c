import Domain
import Foundation
package import Logging
import ServiceLifecycle
package import Storage

/// Tells those who follow a city of its new meetups, and erases those who never confirmed, or stopped long ago.
package struct FollowerService: Service {
    /// How long somebody has to confirm, in seconds.
    private static let patience: TimeInterval = 48 * 3600
    /// How long it is known to whom letters went who wants no more of them, in seconds.
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
    /// Queues a digest to each follower for whom there is news, and writes down that everybody was told. Returns how
    /// many it looked at.
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
