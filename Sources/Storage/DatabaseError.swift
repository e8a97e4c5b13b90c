package enum DatabaseError: Error, Equatable {
    /// The schema refused the change.
    case conflict(Constraint)
    /// The disk is full. Nothing was written. Reads still work, and writes work again once there is space.
    case full
    /// The database was locked by another connection for too long. The caller may try again.
    case busy
    /// The disk failed or the file is damaged. The engine accepts no more writes until the database is opened again.
    ///
    /// Only then is it known whether the write that saw the failure was saved. `code` is the engine's code of that
    /// failure.
    case unavailable(code: String)
    /// The database is already closed.
    case closed
    /// The server can't be reached, or the connection broke. It is then unknown whether the last commit succeeded.
    case unreachable(reason: String)
    /// The server refuses the login: wrong password, no such user or database. `code` is its SQLSTATE.
    case refused(code: String)
    /// The user of the connection lacks the permission to run the statement.
    case forbidden(message: String)
    /// The server's encoding of this database is not UTF-8.
    case wrongEncoding(String)
    /// The transaction conflicted with another one on every attempt.
    case serialization
    /// The connection's prepared statements are older than a change of the schema, also after each new connection.
    case stale
    /// The database has tables that don't belong to Hopdrink.
    case foreignTables(example: String)
    /// Another process has locked the database file.
    case inUse
    case cannotOpen(path: String, reason: String)
    /// The check of the file at the start found damage.
    case damaged
    /// The database contains a migration that this program doesn't know.
    case newerSchema(migration: String)
    /// The database lacks a migration.
    case olderSchema
    /// The list of migrations differs from the applied ones in a place other than its end.
    case migrationOutOfOrder(migration: String)
    /// A column of a row is missing or has an unexpected value.
    case unexpectedValue(column: String)
    /// A text contains a NUL character.
    case unstorableText
    /// The statement is wrong, or the engine reported an error without a case of its own here.
    ///
    /// The message is for the person who wrote the statement; code decides by `code` only.
    case failed(code: String, message: String)

    package enum Constraint: Sendable {
        /// A primary key or a unique index.
        case unique
        case foreignKey
        case check
        case notNull
    }

    /// Whether the same transaction may succeed after a while.
    package var mayPass: Bool {
        switch self {
        case .full, .busy, .unreachable, .serialization, .stale: true
        default: false
        }
    }

    var endsWriting: Bool {
        if case .unavailable = self { true } else { false }
    }
}
