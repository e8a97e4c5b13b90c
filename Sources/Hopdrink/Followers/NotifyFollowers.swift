import Domain
import Foundation
import Logging
import Storage

/// Emails a city's followers about its new meetups. Erases followers who never confirmed, or stopped long ago.
struct NotifyFollowers: Sendable {
    /// The time to confirm, in seconds.
    private static let patience: TimeInterval = 48 * 3600
    /// The time for which a follower who stopped is remembered, in seconds.
    private static let memory: TimeInterval = 30 * 86_400
    private static let batch = 100

    let database: any Database
    let logger: Logger

    func callAsFunction() async throws {
        try await queueDigests()
        try await eraseLeft()
    }

    func queueDigests() async throws {
        let instant = database.now
        for city in try await database.read({ try $0.cities.all() }) {
            let limit = Digest.latest(in: city.timeZone, at: instant)
            while try await database.read({ try $0.followers.hasAny(of: city.slug, notifiedBefore: limit) }) {
                let told = try await database.write { tx in
                    try tx.followers.queueDigests(of: city.slug, notifiedBefore: limit, maximum: Self.batch)
                }
                guard told > 0 else { break }
            }
        }
    }

    func eraseLeft() async throws {
        let instant = database.now
        let left = LeftFollowers(pendingSince: instant - Self.patience, stoppedSince: instant - Self.memory)
        guard try await database.read({ try $0.followers.has(left) }) else { return }
        let erased = try await database.write { try $0.followers.erase(left) }
        logger.info("followers deleted", metadata: ["count": "\(erased)"])
    }
}

extension FollowerStore {
    /// Queues a digest to each follower for whom there is news, and records that all of them were notified. Returns how
    /// many followers it looked at.
    fileprivate func queueDigests(of city: Slug, notifiedBefore limit: Date, maximum: Int) throws -> Int {
        let meetups = try tx.meetups.all(in: city, endingAfter: tx.now)
        let followers = try all(of: city, notifiedBefore: limit, maximum: maximum)
        for follower in followers {
            if !Digest.news(in: meetups, notifiedUntil: follower.notifiedUntil, at: tx.now).isEmpty {
                try tx.letters.enqueue(.digest, to: follower)
            }
            try markNotified(follower.id, until: tx.now)
        }
        return followers.count
    }
}
