import Domain
import Foundation
import Storage

package struct CopyDatabaseStore {
    let tx: Transaction

    func count(_ table: CopiedTable) throws -> Int {
        try tx.row("SELECT count(*) AS total FROM \(table.name)")?.integer("total") ?? 0
    }

    /// The rows after a key, ordered by the bytes of the keys, which gives the same order on every engine.
    func rows(of table: CopiedTable, after key: [SQLValue], limit: Int) throws -> [SQLRow] {
        let columns = SQL(stringLiteral: table.key.joined(separator: ", "))
        return try tx.rows(
            "SELECT * FROM \(table.name) WHERE (\(columns)) > \(row: key) ORDER BY \(columns) LIMIT \(limit)"
        )
    }

    func insert(_ rows: [SQLRow], into table: CopiedTable) throws {
        guard let first = rows.first else { return }
        let columns = SQL(stringLiteral: first.columns.joined(separator: ", "))
        try tx.execute("INSERT INTO \(table.name) (\(columns)) VALUES \(rows: rows.map(\.values))")
    }

    func deleteRows(of table: CopiedTable) throws {
        try tx.execute("DELETE FROM \(table.name)")
    }
}

extension Transaction {
    package var copies: CopyDatabaseStore { CopyDatabaseStore(tx: self) }
}

extension CopyDatabaseStore {
    /// Whether a copy into this database was started and not finished.
    package func hasUnfinished() throws -> Bool {
        try tx.row("SELECT 1 AS one FROM database_copies LIMIT 1") != nil
    }

    func begin() throws {
        try tx.execute(
            "INSERT INTO database_copies (id, begun_at) VALUES (\(Identifier<CopyDatabase>.new(at: tx.now).text), \(tx.now))"
        )
    }

    func finish() throws {
        try tx.execute("DELETE FROM database_copies")
    }

    /// The hosts of live daemons.
    func hostsOfDaemons(seenSince limit: Date) throws -> [String] {
        try tx.rows("SELECT DISTINCT host FROM daemons WHERE seen_at >= \(limit) ORDER BY host").map {
            try $0.text("host")
        }
    }
}
