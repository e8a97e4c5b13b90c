/// The few words that differ between engines. Splice them: `"SELECT … \(dialect.forUpdate)"`.
package struct Dialect: Sendable, Equatable {
    /// The type of a column that holds a 64-bit integer.
    package let bigint: SQL

    /// Ends a `CREATE TABLE`: the engine then refuses values of another type than the column's.
    package let strict: SQL

    /// Ends a `SELECT` whose rows stay ours until the transaction ends.
    package let forUpdate: SQL

    /// The same for a `SELECT` that joins: rows of this table stay ours, and no others.
    package func forUpdate(of table: SQL) -> SQL {
        forUpdate == "" ? "" : "\(forUpdate) OF \(table)"
    }

    /// Ends a `SELECT` that takes rows as `forUpdate` does, and passes over those that others hold.
    package let skipLocked: SQL
}

extension Dialect {
    /// One writer at a time holds every row anyway.
    ///
    /// `INT` and not `INTEGER`, because an `INTEGER PRIMARY KEY` makes up a key where none is given.
    static let sqlite = Dialect(bigint: "INT", strict: "STRICT", forUpdate: "", skipLocked: "")
}
