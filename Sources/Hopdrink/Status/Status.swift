package import Domain
import Foundation

/// How the running daemon is, as `hopdrink status` shows it. Instants are in RFC 3339.
package struct Status: Codable, Equatable, Sendable {
    package struct Database: Codable, Equatable, Sendable {
        /// `SQLite` or `PostgreSQL`.
        package var engine: String
        /// How many migrations the schema has been through, and the name of the last.
        package var schema: Int
        package var migration: String
    }

    package struct Emails: Codable, Equatable, Sendable {
        /// Open, but their time is still to come, or an earlier one to the same reader is.
        package var waiting: Int
        /// Could leave at once.
        package var due: Int
        package var oldestDue: String?
        /// Claimed by a daemon.
        package var leaving: Int
        /// In each state, those that were queued in the last days.
        package var ended: [String: Int]
        package var endedDays: Int

        enum CodingKeys: String, CodingKey {
            case waiting, due, leaving, ended
            case oldestDue = "oldest_due"
            case endedDays = "ended_days"
        }
    }

    package struct ZoneData: Codable, Equatable, Sendable {
        /// Such as `2026a`; empty if nobody knows.
        package var version: String
        package var path: String
        /// How many days ago that came out, roughly.
        package var ageDays: Int?
        /// Newer data on this machine, and what it would change.
        package var newest: ZoneDataCheck.Newest?
        package var changes: [ZoneDataCheck.Change]

        enum CodingKeys: String, CodingKey {
            case version, path, newest, changes
            case ageDays = "age_days"
        }
    }

    package var version: String
    package var now: String
    package var startedAt: String
    package var uptimeSeconds: Int
    package var database: Database
    package var maxConnections: Int?
    package var emails: Emails
    package var zoneData: ZoneData
    package var relays: [RelayStatus]?
    /// What there is to say beyond figures.
    package var results: [CheckResult]

    enum CodingKeys: String, CodingKey {
        case version, now, database, emails, relays, results
        case startedAt = "started_at"
        case uptimeSeconds = "uptime_seconds"
        case maxConnections = "max_connections"
        case zoneData = "zone_data"
    }

    /// Whether an operator should look at something.
    package var needsAttention: Bool { results.contains { $0.level == .warning || $0.level == .problem } }
}
