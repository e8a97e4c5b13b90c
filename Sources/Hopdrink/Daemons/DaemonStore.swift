import Domain
import Foundation
import Storage

extension Transaction {
    /// Writes down that this daemon lives.
    func recordHeartbeat(_ daemon: DaemonIdentity, at now: Date) throws {
        try execute(
            """
            INSERT INTO daemons (id, host, fingerprint, seen_at)
            VALUES (\(daemon.id.text), \(daemon.host), \(daemon.fingerprint), \(now))
            ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
            """
        )
    }

    func forget(_ daemon: DaemonIdentity.ID) throws {
        try execute("DELETE FROM daemons WHERE id = \(daemon.text)")
    }

    func forgetDaemons(silentSince limit: Date = .distantFuture) throws {
        try execute("DELETE FROM daemons WHERE seen_at < \(limit)")
    }

    /// How many daemons live.
    func daemonCount(seenSince limit: Date) throws -> Int {
        try row("SELECT count(*) AS daemons FROM daemons WHERE seen_at >= \(limit)")?.integer("daemons") ?? 0
    }

    /// Where daemons run that live and whose configuration describes another network.
    func hosts(disagreeingWith daemon: DaemonIdentity, seenSince limit: Date) throws -> [String] {
        try rows(
            """
            SELECT DISTINCT host FROM daemons
            WHERE seen_at >= \(limit) AND fingerprint <> \(daemon.fingerprint) ORDER BY host
            """
        ).map { try $0.text("host") }
    }
}
