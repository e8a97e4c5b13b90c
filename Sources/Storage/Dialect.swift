/// The few words that differ between engines. Splice them: `"SELECT … \(dialect.forUpdate)"`.
package struct Dialect: Sendable, Equatable {
    /// The type of a column that holds a 64-bit integer.
    package let bigint: SQL

    /// The type of a column that holds text.
    package let text: SQL

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

    /// Lets one transaction past at a time, which then may take long; nothing where there is only one that writes.
    let exclusion: [SQL]

    /// Gives the `name` of every table.
    package let tables: SQL
}

extension Dialect {
    /// The number of the lock is "hopd" in ASCII, which nobody else takes; a schema of its own has one of its own.
    ///
    /// Text is compared byte by byte, so that an index doesn't depend on the server's locale, nor on its C library.
    static let postgres = Dialect(
        bigint: "BIGINT", text: "TEXT COLLATE \"C\"", strict: "", forUpdate: "FOR UPDATE", skipLocked: "SKIP LOCKED",
        exclusion: [
            "SELECT set_config('statement_timeout', '0', true) AS value",
            "SELECT 1 AS held FROM pg_advisory_xact_lock(1752133732, hashtext(current_schema()))",
        ],
        tables: "SELECT tablename AS name FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
    )

    /// One writer at a time holds every row anyway.
    ///
    /// `INT` and not `INTEGER`, because an `INTEGER PRIMARY KEY` makes up a key where none is given.
    static let sqlite = Dialect(
        bigint: "INT", text: "TEXT", strict: "STRICT", forUpdate: "", skipLocked: "", exclusion: [],
        tables: "SELECT name FROM sqlite_schema WHERE type = 'table'"
    )
}
