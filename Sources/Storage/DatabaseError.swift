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
    /// Another process holds the database file.
    case inUse
    case cannotOpen(path: String, reason: String)
    /// The file was read at the start and is damaged.
    case damaged
    /// The database holds a migration that this program doesn't know.
    case newerSchema(migration: String)
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

    var endsWriting: Bool {
        if case .unavailable = self { true } else { false }
    }
}
