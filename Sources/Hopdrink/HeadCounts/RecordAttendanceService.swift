import Domain
import Foundation
package import Logging
import ServiceLifecycle
package import Storage

/// Records how many people came to each past meetup, so that the number stays when the names are deleted.
package struct RecordAttendanceService: Service {
    let database: any Database
    let now: CurrentTime
    let logger: Logger

    package init(database: any Database, now: @escaping CurrentTime, logger: Logger) {
        self.database = database
        self.now = now
        self.logger = logger
    }

    package func run() async throws {
        try await periodically(every: .seconds(60), "counting who came failed", logger) { try await keepDue() }
    }

    /// Also records meetups that ended while no daemon ran.
    package func keepDue() async throws {
        let instant = now()
        while try await keepSome(at: instant) {}
    }

    private func keepSome(at instant: Date) async throws -> Bool {
        guard try await database.read({ try $0.hasHeadCountsToKeep(at: instant) }) else { return false }
        return try await database.write { try $0.keepHeadCounts(limit: 200, at: instant) > 0 }
    }
}

extension Transaction {
    func hasHeadCountsToKeep(at now: Date) throws -> Bool {
        try row(
            """
            SELECT 1 AS one FROM meetups
            WHERE head_count IS NULL AND state = 'scheduled' AND ends_at <= \(now) LIMIT 1
            """
        ) != nil
    }

    /// Records the attendance of some past meetups. Skips rows that another daemon has locked. Returns the number of
    /// meetups.
    func keepHeadCounts(limit: Int, at now: Date) throws -> Int {
        let ids = try rows(
            """
            SELECT id FROM meetups
            WHERE head_count IS NULL AND state = 'scheduled' AND ends_at <= \(now)
            ORDER BY ends_at LIMIT \(limit) \(dialect.forUpdate) \(dialect.skipLocked)
            """
        ).map { try $0.text("id") }
        return try keepHeadCounts(of: ids, at: now)
    }

    /// Records the attendance of these meetups, which are locked. Meetups that are not over, or are recorded already,
    /// stay as they are. Returns the number of meetups.
    func keepHeadCounts(of ids: [String], at now: Date) throws -> Int {
        guard !ids.isEmpty else { return 0 }
        ids.compactMap(Meetup.ID.init(parsing:)).forEach { note(.meetup($0)) }
        return try execute(
            """
            UPDATE meetups SET head_count = (
                SELECT CAST(coalesce(sum(1 + companions), 0) AS BIGINT) FROM rsvps
                WHERE rsvps.meetup_id = meetups.id AND rsvps.state = 'going'
            )
            WHERE id IN \(list: ids) AND head_count IS NULL AND state = 'scheduled' AND ends_at <= \(now)
            """
        )
    }
}
