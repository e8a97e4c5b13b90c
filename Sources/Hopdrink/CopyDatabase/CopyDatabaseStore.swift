import Domain
import Foundation
import Storage

extension Transaction {
    func count(_ table: CopiedTable) throws -> Int {
        try row("SELECT count(*) AS total FROM \(table.name)")?.integer("total") ?? 0
    }

    /// The rows after a key, ordered by the bytes of the keys, which gives the same order on every engine.
    func rows(of table: CopiedTable, after key: [SQLValue], limit: Int) throws -> [SQLRow] {
        let columns = SQL(stringLiteral: table.key.joined(separator: ", "))
        return try rows(
            "SELECT * FROM \(table.name) WHERE (\(columns)) > \(row: key) ORDER BY \(columns) LIMIT \(limit)"
        )
    }

    func insert(_ rows: [SQLRow], into table: CopiedTable) throws {
        guard let first = rows.first else { return }
        let columns = SQL(stringLiteral: first.columns.joined(separator: ", "))
        try execute("INSERT INTO \(table.name) (\(columns)) VALUES \(rows: rows.map(\.values))")
    }

    func deleteRows(of table: CopiedTable) throws {
        try execute("DELETE FROM \(table.name)")
    }
}

extension Transaction {
    /// Whether a copy into this database was started and not finished.
    package func hasUnfinishedCopy() throws -> Bool {
        try row("SELECT 1 AS one FROM database_copies LIMIT 1") != nil
    }

    func beginCopy(at now: Date) throws {
        try execute(
            "INSERT INTO database_copies (id, begun_at) VALUES (\(Identifier<CopyDatabase>.new(at: now).text), \(now))")
    }

    func finishCopy() throws {
        try execute("DELETE FROM database_copies")
    }

    /// The hosts of live daemons.
    func hostsOfDaemons(seenSince limit: Date) throws -> [String] {
        try rows("SELECT DISTINCT host FROM daemons WHERE seen_at >= \(limit) ORDER BY host").map {
            try $0.text("host")
        }
    }
}
