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

extension Transaction {
    func save(_ token: Token, named name: String, at now: Date) throws {
        try execute(
            """
            INSERT INTO organiser_tokens (id, hash, name, created_at)
            VALUES (\(OrganiserToken.ID.new(at: now).text), \(token.hash), \(name), \(now))
            """
        )
    }

    func isOrganiser(_ token: Token) throws -> Bool {
        try row("SELECT 1 AS one FROM organiser_tokens WHERE hash = \(token.hash)") != nil
    }

    func organiserTokens() throws -> [OrganiserToken] {
        try rows("SELECT id, name, created_at FROM organiser_tokens ORDER BY id").map { row in
            OrganiserToken(
                id: try row.text("id"), name: try row.text("name"),
                created: try row.instant("created_at").formatted(.iso8601)
            )
        }
    }

    /// Returns whether there was such a token.
    func deleteOrganiserToken(_ id: OrganiserToken.ID) throws -> Bool {
        try execute("DELETE FROM organiser_tokens WHERE id = \(id.text)") == 1
    }
}
