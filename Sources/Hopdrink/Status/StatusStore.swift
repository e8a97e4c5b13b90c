import Domain
import Foundation
import Storage

struct StatusStore {
    let tx: Transaction

    /// The number of emails that ended in each state, among those queued since `start`. Selects them by their ids,
    /// which are in order of time.
    func endedLetters(queuedSince start: Date) throws -> [String: Int] {
        let first = Letter.ID(at: start, random: (0, 0))
        let rows = try tx.rows(
            """
            SELECT state, count(*) AS letters FROM letters WHERE id >= \(first.text) AND settled_at IS NOT NULL
            GROUP BY state
            """
        )
        return try rows.reduce(into: [:]) { $0[try $1.text("state")] = try $1.integer("letters") }
    }

    /// The number of open emails, and the number of those that a daemon has claimed.
    func openLetters() throws -> (all: Int, leased: Int) {
        let row = try tx.row(
            "SELECT count(*) AS letters, count(lease_owner) AS leased FROM letters WHERE settled_at IS NULL"
        )
        return (try row?.integer("letters") ?? 0, try row?.integer("leased") ?? 0)
    }

    /// The number of emails that a daemon could claim now, and the time at which the first of them became due.
    func dueLetters() throws -> (count: Int, oldest: Date?) {
        let row = try tx.row(
            """
            SELECT count(*) AS letters, min(next_at) AS oldest FROM letters l
            WHERE \(Letter.isClaimable(at: tx.now))
            """
        )
        return (try row?.integer("letters") ?? 0, try row?.optionalInstant("oldest"))
    }

    /// The names of the migrations that were applied to the schema, in order.
    func migrations() throws -> [String] {
        try tx.rows("SELECT name FROM migration ORDER BY step").map { try $0.text("name") }
    }
}

extension Transaction {
    var status: StatusStore { StatusStore(tx: self) }
}
