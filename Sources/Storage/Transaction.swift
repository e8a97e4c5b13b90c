/// The database, as seen from the body of one `read` or `write`; useless outside it.
///
/// The first statement that fails ends the transaction, whether its error is caught or not: this is how PostgreSQL
/// behaves. Where a conflict is an expected outcome, say `ON CONFLICT DO NOTHING` and look at what `execute` returns.
package final class Transaction {
    private let connection: any Connection

    /// The first error of this transaction.
    private(set) var failure: DatabaseError?

    /// What `once` gave in this transaction.
    private var known: [String: Int] = [:]

    /// What the transaction says it changes: see `WatchedDatabase`.
    package private(set) var changes: Set<String> = []

    init(_ connection: any Connection) {
        self.connection = connection
    }

    package var dialect: Dialect {
        connection.dialect
    }

    /// Waits until no other transaction is past this call, and keeps others waiting there until this one ends: for what
    /// every daemon does at its start.
    package func excludeOthers() throws(DatabaseError) {
        for statement in dialect.exclusion { _ = try row(statement) }
    }

    package func rows(_ statement: SQL) throws(DatabaseError) -> [SQLRow] {
        try run(statement, connection.rows)
    }

    /// The first of the rows that the statement gives.
    package func row(_ statement: SQL) throws(DatabaseError) -> SQLRow? {
        try rows(statement).first
    }

    /// Returns how many rows the statement itself changed.
    @discardableResult
    package func execute(_ statement: SQL) throws(DatabaseError) -> Int {
        try run(statement, connection.execute)
    }

    /// What the first call under this name gave: for what holds for the whole transaction.
    package func once(_ name: String, _ body: () throws -> Int) rethrows -> Int {
        if let value = known[name] { return value }
        let value = try body()
        known[name] = value
        return value
    }

    /// Says what the transaction changes, for those who keep something made of it.
    package func note(change name: String) {
        changes.insert(name)
    }

    private func run<T>(_ statement: SQL, _ work: (SQL) throws(DatabaseError) -> T) throws(DatabaseError) -> T {
        if let failure { throw failure }
        do throws(DatabaseError) {
            try statement.checkText()
            return try work(statement)
        } catch {
            failure = error
            throw error
        }
    }
}

/// One connection to an engine, inside a transaction.
protocol Connection {
    var dialect: Dialect { get }
    func rows(_ statement: SQL) throws(DatabaseError) -> [SQLRow]
    func execute(_ statement: SQL) throws(DatabaseError) -> Int
}
