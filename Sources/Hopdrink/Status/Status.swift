package import Domain
import Foundation

/// The state of the running daemon, as `hopdrink status` shows it. Times are in RFC 3339 format.
package struct Status: Codable, Equatable, Sendable {
    package struct Database: Codable, Equatable, Sendable {
        /// `SQLite` or `PostgreSQL`.
        package var engine: String
        /// The number of migrations that were applied to the schema, and the name of the last one.
        package var schema: Int
        package var migration: String
    }

    package struct Emails: Codable, Equatable, Sendable {
        /// Emails that are open but not due yet, or that wait for an earlier email to the same recipient.
        package var waiting: Int
        /// Emails that could be sent at once.
        package var due: Int
        package var oldestDue: String?
        /// Emails that a daemon has claimed.
        package var leaving: Int
        /// The number of emails in each final state, among those queued in the last `endedDays` days.
        package var ended: [String: Int]
        package var endedDays: Int

        enum CodingKeys: String, CodingKey {
            case waiting, due, leaving, ended
            case oldestDue = "oldest_due"
            case endedDays = "ended_days"
        }
    }

    package struct ZoneData: Codable, Equatable, Sendable {
        /// The version, such as `2026a`; empty if it is unknown.
        package var version: String
        package var path: String
        /// The approximate number of days since that version was released.
        package var ageDays: Int?
        /// Newer data on this machine, and the changes that it would bring.
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
    /// The results of the daemon's checks.
    package var results: [CheckResult]

    enum CodingKeys: String, CodingKey {
        case version, now, database, emails, relays, results
        case startedAt = "started_at"
        case uptimeSeconds = "uptime_seconds"
        case maxConnections = "max_connections"
        case zoneData = "zone_data"
    }

    /// Whether an operator should look at a result.
    package var needsAttention: Bool { results.contains { $0.level == .warning || $0.level == .problem } }
}
