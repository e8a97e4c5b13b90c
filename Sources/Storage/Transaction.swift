/// The database, as seen from the body of one `read` or `write`; useless outside it.
///
/// The first statement that fails ends the transaction, whether its error is caught or not: this is how PostgreSQL
/// behaves. Where a conflict is an expected outcome, say `ON CONFLICT DO NOTHING` and look at what `execute` returns.
package final class Transaction {
    private let connection: any Connection

    /// The first error of this transaction.
    private(set) var failure: DatabaseError?

    /// The names of what was to be done once.
    private var done: Set<String> = []

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

    /// Does the work unless some of this name was done in this transaction: what several statements call for together.
    package func once(_ name: String, _ work: () throws(DatabaseError) -> Void) throws(DatabaseError) {
        if done.insert(name).inserted { try work() }
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
