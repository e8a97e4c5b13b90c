import Domain
import Foundation
import Storage

/// An organiser's bearer token for the HTTP API, without its secret.
struct OrganiserToken: Encodable, Sendable {
    typealias ID = Identifier<OrganiserToken>

    let id: String
    let name: String
    /// An RFC 3339 date-time.
    let created: String
}

struct OrganiserTokenStore {
    let tx: Transaction

    func save(_ token: Token, named name: String) throws {
        try tx.execute(
            """
            INSERT INTO organiser_tokens (id, hash, name, created_at)
            VALUES (\(OrganiserToken.ID.new(at: tx.now).text), \(token.hash), \(name), \(tx.now))
            """
        )
    }

    func isOrganiser(_ token: Token) throws -> Bool {
        try tx.row("SELECT 1 AS one FROM organiser_tokens WHERE hash = \(token.hash)") != nil
    }

    func all() throws -> [OrganiserToken] {
        try tx.rows("SELECT id, name, created_at FROM organiser_tokens ORDER BY id").map { row in
            OrganiserToken(
                id: try row.text("id"), name: try row.text("name"),
                created: try row.instant("created_at").formatted(.iso8601)
            )
        }
    }

    /// Returns whether there was such a token.
    func delete(_ id: OrganiserToken.ID) throws -> Bool {
        try tx.execute("DELETE FROM organiser_tokens WHERE id = \(id.text)") == 1
    }
}

extension Transaction {
    var organiserTokens: OrganiserTokenStore { OrganiserTokenStore(tx: self) }
}
