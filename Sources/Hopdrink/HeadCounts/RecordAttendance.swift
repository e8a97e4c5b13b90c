import Domain
import Foundation
import Storage

/// Records how many people came to each past meetup, so that the number stays when the names are deleted.
struct RecordAttendance: Sendable {
    let database: any Database

    /// Also records meetups that ended while no daemon ran.
    func callAsFunction() async throws {
        while try await recordSome() {}
    }

    private func recordSome() async throws -> Bool {
        guard try await database.read({ try $0.meetups.hasUnrecordedAttendance() }) else { return false }
        return try await database.write { try $0.meetups.recordAttendance(limit: 200) > 0 }
    }
}

extension MeetupStore {
    func hasUnrecordedAttendance() throws -> Bool {
        try tx.row(
            """
            SELECT 1 AS one FROM meetups
            WHERE head_count IS NULL AND state = 'scheduled' AND ends_at <= \(tx.now) LIMIT 1
            """
        ) != nil
    }

    /// Records the attendance of some past meetups. Skips rows that another daemon has locked. Returns the number of
    /// meetups.
    func recordAttendance(limit: Int) throws -> Int {
        let ids = try tx.rows(
            """
            SELECT id FROM meetups
            WHERE head_count IS NULL AND state = 'scheduled' AND ends_at <= \(tx.now)
            ORDER BY ends_at LIMIT \(limit) \(tx.dialect.forUpdate) \(tx.dialect.skipLocked)
            """
        ).map { try $0.text("id") }
        return try recordAttendance(of: ids)
    }

    /// Records the attendance of these meetups, which are locked. Meetups that are not over, or are recorded already,
    /// stay as they are. Returns the number of meetups.
    func recordAttendance(of ids: [String]) throws -> Int {
        guard !ids.isEmpty else { return 0 }
        ids.compactMap(Meetup.ID.init(parsing:)).forEach { tx.note(.meetup($0)) }
        return try tx.execute(
            """
            UPDATE meetups SET head_count = (
                SELECT CAST(coalesce(sum(1 + companions), 0) AS BIGINT) FROM rsvps
                WHERE rsvps.meetup_id = meetups.id AND rsvps.state = 'going'
            )
            WHERE id IN \(list: ids) AND head_count IS NULL AND state = 'scheduled' AND ends_at <= \(tx.now)
            """
        )
    }
}
