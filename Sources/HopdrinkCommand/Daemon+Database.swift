import Foundation
import Hopdrink
import Logging
import Storage

extension Daemon {
    /// The max difference between the clocks of the daemon and the server, in seconds. With a larger one, daemons would
    /// consider each other dead.
    private static let maxClockDifference: TimeInterval = 15

    /// Applies the missing migrations. Waits for a server that is not yet up.
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

    /// Throws if the daemon's clock differs too much from the server's. Daemons decide by their clocks what is due and
    /// who is alive, so their clocks must agree. The server's clock is the one that they share.
    func compareClocks(_ database: any Database) async throws {
        guard !isRehearsal, let server = database as? PostgresDatabase else { return }
        let lead = try await server.clockLead(over: now)
        guard abs(lead) <= Self.maxClockDifference else { throw ClockDifference(seconds: Int(lead)) }
    }

    /// Throws if a copy into this database was not completed: a partial network must not be served.
    func refuseUnfinishedCopy(_ database: any Database) async throws {
        if try await database.read({ try $0.copies.hasUnfinished() }) { throw UnfinishedCopy() }
    }

    struct UnfinishedCopy: Error {}

    struct ClockDifference: Error {
        let seconds: Int
    }
}
