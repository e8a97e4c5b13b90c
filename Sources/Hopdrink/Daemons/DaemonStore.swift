import Domain
import Foundation
import Storage

extension Transaction {
    /// Records that this daemon is alive.
    func recordHeartbeat(_ daemon: DaemonIdentity, at now: Date) throws {
        let record: SQLRecord = [
            "id": daemon.id.text,
            "host": daemon.host,
            "fingerprint": daemon.fingerprint,
            "seen_at": now,
        ]
        try execute(
            """
            INSERT INTO daemons (\(record.columns)) VALUES (\(record.values))
            \(record.upsert(on: "id", keeping: ["host", "fingerprint"]))
            """
        )
    }

    func forget(_ daemon: DaemonIdentity.ID) throws {
        try execute("DELETE FROM daemons WHERE id = \(daemon.text)")
    }

    func forgetDaemons(silentSince limit: Date = .distantFuture) throws {
        try execute("DELETE FROM daemons WHERE seen_at < \(limit)")
    }

    /// The number of live daemons.
    func daemonCount(seenSince limit: Date) throws -> Int {
        try row("SELECT count(*) AS daemons FROM daemons WHERE seen_at >= \(limit)")?.integer("daemons") ?? 0
    }

    /// The hosts of live daemons whose configuration describes another network.
    func hosts(disagreeingWith daemon: DaemonIdentity, seenSince limit: Date) throws -> [String] {
        try rows(
            """
            SELECT DISTINCT host FROM daemons
            WHERE seen_at >= \(limit) AND fingerprint <> \(daemon.fingerprint) ORDER BY host
            """
        ).map { try $0.text("host") }
    }
}
