/// The parts of SQL that differ between engines. Splice them: `"SELECT … \(dialect.forUpdate)"`.
package struct Dialect: Sendable, Equatable {
    /// The type of a column that holds a 64-bit integer.
    package let bigint: SQL

    /// The type of a column that holds text.
    package let text: SQL

    /// Ends a `CREATE TABLE`. The engine then refuses values whose type differs from the column's type.
    package let strict: SQL

    /// Ends a `SELECT` and locks its rows until the transaction ends.
    package let forUpdate: SQL

    /// Ends a `SELECT` with a join, and locks only the rows of this table until the transaction ends.
    package func forUpdate(of table: SQL) -> SQL {
        forUpdate == "" ? "" : "\(forUpdate) OF \(table)"
    }

    /// Follows `forUpdate` and skips the rows that other transactions have locked.
    package let skipLocked: SQL

    /// Statements that let one transaction continue at a time and remove its statement timeout. Empty for an engine
    /// with a single writer.
    let exclusion: [SQL]

    /// A statement that returns the `name` of every table.
    package let tables: SQL
}

extension Dialect {
    /// The first key of the advisory lock is "hopd" in ASCII, which no other program uses; the second makes a separate
    /// lock for each schema.
    ///
    /// Text is compared byte by byte, so that an index doesn't depend on the server's locale or on its C library.
    static let postgres = Dialect(
        bigint: "BIGINT", text: "TEXT COLLATE \"C\"", strict: "", forUpdate: "FOR UPDATE", skipLocked: "SKIP LOCKED",
        exclusion: [
            "SELECT set_config('statement_timeout', '0', true) AS value",
            "SELECT 1 AS held FROM pg_advisory_xact_lock(1752133732, hashtext(current_schema()))",
        ],
        tables: "SELECT tablename AS name FROM pg_catalog.pg_tables WHERE schemaname = current_schema()"
    )

    /// Rows need no locks, because there is one writer at a time.
    ///
    /// The type is `INT` and not `INTEGER`, because SQLite generates a key for an `INTEGER PRIMARY KEY` if none is
    /// given.
    static let sqlite = Dialect(
        bigint: "INT", text: "TEXT", strict: "STRICT", forUpdate: "", skipLocked: "", exclusion: [],
        tables: "SELECT name FROM sqlite_schema WHERE type = 'table'"
    )
}
