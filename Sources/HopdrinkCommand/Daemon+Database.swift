import Foundation
import Hopdrink
import Logging
import Storage

extension Daemon {
    /// How far the daemon's clock may be from the server's: daemons whose clocks differ by more would take each other
    /// for dead.
    private static let maxClockDifference: TimeInterval = 15

    /// Brings the schema up to date. A server that is not there yet is waited for.
    func migrate(_ database: any Database) async throws {
        var reported: String?
        while true {
            do {
                return try await Migrator.migrate(database, Schema.migrations)
            } catch DatabaseError.unreachable(let reason) {
                if reason != reported {
                    logger.warning(
                        "The database server can't be reached; trying again.", metadata: ["reason": "\(reason)"])
                }
                reported = reason
                serviceManager.starting("Waiting for the database server: \(reason)")
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// Daemons tell by their clocks what is due and who is alive, so they must agree; the server's is what they share.
    func compareClocks(_ database: any Database) async throws {
        guard !isRehearsal, let server = database as? PostgresDatabase else { return }
        let lead = try await server.clockLead(over: now)
        guard abs(lead) <= Self.maxClockDifference else { throw ClockDifference(seconds: Int(lead)) }
    }

    /// Half of a network is not served.
    func refuseUnfinishedCopy(_ database: any Database) async throws {
        if try await database.read({ try $0.hasUnfinishedCopy() }) { throw UnfinishedCopy() }
    }

    struct UnfinishedCopy: Error {}

    struct ClockDifference: Error {
        let seconds: Int
    }
}
