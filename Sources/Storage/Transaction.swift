package import Foundation

/// The database inside the body of one `read` or `write`. It must not be used outside the body.
///
/// The first failed statement ends the transaction, even if the body catches the error: PostgreSQL behaves so. If a
/// conflict is an expected outcome, use `ON CONFLICT DO NOTHING` and check the result of `execute`.
package final class Transaction {
    /// When `read` or `write` was called; the same if the body runs again.
    package internal(set) var now: Date

    private let connection: any Connection

    /// The first error of this transaction.
    private(set) var failure: DatabaseError?

    /// The values that `once` computed in this transaction, by name.
    private var known: [String: Int] = [:]

    /// The names of what the transaction changes: see `WatchedDatabase`.
    package private(set) var changes: Set<String> = []

    init(_ connection: any Connection, at now: Date) {
        self.connection = connection
        self.now = now
    }

    package var dialect: Dialect {
        connection.dialect
    }

    /// Waits until no other transaction is past this call, and blocks other transactions here until this one ends. It
    /// protects work that every daemon does at its start.
    package func excludeOthers() throws(DatabaseError) {
        for statement in dialect.exclusion { _ = try row(statement) }
    }

    package func rows(_ statement: SQL) throws(DatabaseError) -> [SQLRow] {
        try run(statement, connection.rows)
    }

    /// Returns the first row of the statement's result, or nil if the result is empty.
    package func row(_ statement: SQL) throws(DatabaseError) -> SQLRow? {
        try rows(statement).first
    }

    /// Returns the number of rows that the statement itself changed.
    @discardableResult
    package func execute(_ statement: SQL) throws(DatabaseError) -> Int {
        try run(statement, connection.execute)
    }

    /// Returns the value of the first call with this name. Use it for a value that is constant during the transaction.
    package func once(_ name: String, _ body: () throws -> Int) rethrows -> Int {
        if let value = known[name] { return value }
        let value = try body()
        known[name] = value
        return value
    }

    /// Records a change by name, so that caches of the changed data are invalidated.
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
