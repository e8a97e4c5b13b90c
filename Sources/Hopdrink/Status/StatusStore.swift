import Domain
import Foundation
import Storage

extension Transaction {
    /// How many emails ended in each state among those that were queued since then; by their ids, which are in order of
    /// time.
    func endedLetters(queuedSince start: Date) throws -> [String: Int] {
        let first = Letter.ID(at: start, random: (0, 0))
        let rows = try rows(
            """
            SELECT state, count(*) AS letters FROM letters WHERE id >= \(first.text) AND settled_at IS NOT NULL
            GROUP BY state
            """
        )
        return try rows.reduce(into: [:]) { $0[try $1.text("state")] = try $1.integer("letters") }
    }

    /// How many emails are open, and how many of these a daemon has claimed.
    func openLetters() throws -> (all: Int, leased: Int) {
        let row = try row(
            "SELECT count(*) AS letters, count(lease_owner) AS leased FROM letters WHERE settled_at IS NULL"
        )
        return (try row?.integer("letters") ?? 0, try row?.integer("leased") ?? 0)
    }

    /// How many emails a daemon could claim now, and since when the first of them could have left.
    func dueLetters(at now: Date) throws -> (count: Int, oldest: Date?) {
        let row = try row(
            """
            SELECT count(*) AS letters, min(next_at) AS oldest FROM letters l
            WHERE \(Letter.isClaimable(at: now))
            """
        )
        return (try row?.integer("letters") ?? 0, try row?.optionalInstant("oldest"))
    }

    /// The steps that the schema has been through, in order.
    func migrations() throws -> [String] {
        try rows("SELECT name FROM migration ORDER BY step").map { try $0.text("name") }
    }
}
