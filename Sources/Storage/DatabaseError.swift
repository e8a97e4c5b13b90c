package enum DatabaseError: Error, Equatable {
    /// The schema refused the change.
    case conflict(Constraint)
    /// The disk is full. Nothing was written, reading goes on, and writing works again once there is room.
    case full
    /// The engine was held by somebody else for too long; trying again makes sense.
    case busy
    /// The disk failed or the file is damaged, and the engine takes no more writes until it is opened again.
    ///
    /// Whether the write that saw the failure is kept shows then. `code` is the engine's code of that failure.
    case unavailable(code: String)
    /// The database was closed before.
    case closed
    /// The server isn't there, or hung up in the middle: nobody knows then whether a commit was the last it did.
    case unreachable(reason: String)
    /// The server doesn't let us in: wrong password, no such user or database. `code` is its SQLSTATE.
    case refused(code: String)
    /// The server doesn't allow us what the statement does.
    case forbidden(message: String)
    /// The server keeps this database in another encoding than UTF-8.
    case wrongEncoding(String)
    /// Two transactions got in each other's way, again each time they were tried.
    case serialization
    /// The connection is from before a change of the schema, again each time it was renewed.
    case stale
    /// The database has tables, and they aren't Hopdrink's.
    case foreignTables(example: String)
    /// Another process holds the database file.
    case inUse
    case cannotOpen(path: String, reason: String)
    /// The file was read at the start and is damaged.
    case damaged
    /// The database holds a migration that this program doesn't know.
    case newerSchema(migration: String)
    /// The database lacks a migration.
    case olderSchema
    /// The list of migrations has been changed elsewhere than at its end.
    case migrationOutOfOrder(migration: String)
    /// A row doesn't hold what the reader expects.
    case unexpectedValue(column: String)
    /// A text with a NUL in it.
    case unstorableText
    /// The statement is wrong, or the engine said something we have no better word for.
    ///
    /// The message is for the person who wrote the statement; decisions look at `code` only.
    case failed(code: String, message: String)

    package enum Constraint: Sendable {
        /// A primary key or a unique index.
        case unique
        case foreignKey
        case check
        case notNull
    }

    /// Whether the same is worth trying again after a while.
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
