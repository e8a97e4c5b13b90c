import GRDB

extension DatabaseError {
    init(sqlite error: any Error) {
        switch error {
        case let error as DatabaseError: self = error
        case let error as GRDB.DatabaseError: self.init(error)
        default: self = .failed(code: "", message: "\(type(of: error))")
        }
    }

    private init(_ error: GRDB.DatabaseError) {
        let code = "\(error.extendedResultCode.rawValue)"
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            self = .conflict(.unique)
        case .SQLITE_CONSTRAINT_FOREIGNKEY: self = .conflict(.foreignKey)
        case .SQLITE_CONSTRAINT_CHECK: self = .conflict(.check)
        case .SQLITE_CONSTRAINT_NOTNULL: self = .conflict(.notNull)
        // The second code also means a full disk: the index of the write-ahead log could not grow.
        case .SQLITE_FULL, .SQLITE_IOERR_SHMSIZE: self = .full
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .unavailable(code: code)
        default: self = .failed(code: code, message: error.message ?? "")
        }
    }
}
