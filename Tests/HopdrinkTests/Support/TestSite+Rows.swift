import Domain
import Foundation
import Storage

@testable import Hopdrink

/// Rows of the database.
extension TestSite {
    /// A row of the table `letters`.
    struct LetterRow: Equatable, Sendable {
        let kind: String
        let state: String
        let attempts: Int
        let reply: String?
        let next: Date
    }

    /// Returns all letters in order of creation, or those to one address.
    func letterRows(to address: String? = nil) async throws -> [LetterRow] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT l.kind, l.state, l.attempts, l.reply, l.next_at, coalesce(g.address, l.recipient) AS address
                FROM letters l LEFT JOIN rsvps r ON l.owner_kind = 'rsvp' AND r.id = l.owner_id
                    LEFT JOIN guests g ON g.id = r.guest_id
                ORDER BY l.created_at, l.conversation_key, l.position
                """
            ).filter { try address == nil || $0.text("address") == address }.map { row in
                LetterRow(
                    kind: try row.text("kind"), state: try row.text("state"), attempts: try row.integer("attempts"),
                    reply: try row.optionalText("reply"), next: try row.instant("next_at")
                )
            }
        }
    }

    /// The number of letters with one kind of owner, and of those whose owner is gone.
    struct OwnedLetters: Equatable, Sendable {
        var all = 0
        var orphaned = 0
    }

    func letters(of owner: LetterOwner) async throws -> OwnedLetters {
        try await database.read { tx in
            let owners = try owner.table.map { try tx.rows("SELECT id FROM \($0)") } ?? []
            let ids = Set(try owners.map { try $0.text("id") })
            let rows = try tx.rows("SELECT owner_id FROM letters WHERE owner_kind = \(owner.rawValue)")
            let owned = try rows.map { try $0.text("owner_id") }
            let orphaned = owner.table == nil ? 0 : owned.filter { !ids.contains($0) }.count
            return OwnedLetters(all: owned.count, orphaned: orphaned)
        }
    }

    func count(_ table: String) async throws -> Int {
        try await database.read { tx in
            try tx.row("SELECT count(*) AS rows FROM \(SQL(stringLiteral: table))")?.integer("rows") ?? 0
        }
    }

    @discardableResult
    func execute(_ statement: SQL) async throws -> Int {
        try await database.write { try $0.execute(statement) }
    }

    /// Returns every row of every table as text.
    func dump() async throws -> [String: [String]] {
        try await database.read { tx in
            let tables = try tx.rows(tx.dialect.tables).map { try $0.text("name") }
            return Dictionary(
                uniqueKeysWithValues: try tables.map { table in
                    let rows = try tx.rows("SELECT * FROM \(SQL(stringLiteral: table))")
                    return (table, rows.map { "\($0)" }.sorted())
                }
            )
        }
    }

    /// Returns whether `text` occurs anywhere in the database.
    func holds(_ text: String) async throws -> Bool {
        try await dump().values.contains { $0.contains { $0.contains(text) } }
    }
}
