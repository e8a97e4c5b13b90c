import Domain
import Foundation
import Storage

struct DaemonStore {
    let tx: Transaction

    /// Records that this daemon is alive.
    func recordHeartbeat(_ daemon: DaemonIdentity) throws {
        let record: SQLRecord = [
            "id": daemon.id.text,
            "host": daemon.host,
            "fingerprint": daemon.fingerprint,
            "seen_at": tx.now,
        ]
        try tx.execute(
            """
            INSERT INTO daemons (\(record.columns)) VALUES (\(record.values))
            \(record.upsert(on: "id", keeping: ["host", "fingerprint"]))
            """
        )
    }

    func forget(_ daemon: DaemonIdentity.ID) throws {
        try tx.execute("DELETE FROM daemons WHERE id = \(daemon.text)")
    }

    func forget(silentSince limit: Date = .distantFuture) throws {
        try tx.execute("DELETE FROM daemons WHERE seen_at < \(limit)")
    }

    /// The number of live daemons.
    func count(seenSince limit: Date) throws -> Int {
        try tx.row("SELECT count(*) AS daemons FROM daemons WHERE seen_at >= \(limit)")?.integer("daemons") ?? 0
    }

    /// The hosts of live daemons whose configuration describes another network.
    func hosts(disagreeingWith daemon: DaemonIdentity, seenSince limit: Date) throws -> [String] {
        try tx.rows(
            """
            SELECT DISTINCT host FROM daemons
            WHERE seen_at >= \(limit) AND fingerprint <> \(daemon.fingerprint) ORDER BY host
            """
        ).map { try $0.text("host") }
    }
}

extension Transaction {
    var daemons: DaemonStore { DaemonStore(tx: self) }
}
