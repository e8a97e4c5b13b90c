import Foundation
import GRDB

/// Opens, configures, checks and closes a database file.
enum SQLiteFile {
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { connection in
            try connection.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    static func lock(_ path: String) throws(DatabaseError) -> FileLock {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .cannotOpen(path: folder.path, reason: error.localizedDescription)
        }
        return try FileLock(path: path + ".lock")
    }

    static func open(_ path: String) throws(DatabaseError) -> any DatabaseWriter {
        do {
            return try prepared(path) { try DatabasePool(path: path, configuration: configuration) }
        } catch .full {
            return try prepared(path) { try withoutRoom(path) }
        }
    }

    /// Opens the file on a full disk. A pool can't do that: its connections share the index of the write-ahead log on
    /// disk, which needs space, and the pool begins with a write. A single connection with exclusive access keeps the
    /// index in memory, and can read.
    private static func withoutRoom(_ path: String) throws -> DatabaseQueue {
        let plain = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: ";"))
        guard let encoded = path.addingPercentEncoding(withAllowedCharacters: plain) else {
            throw DatabaseError.cannotOpen(path: path, reason: "the path is not text")
        }
        return try DatabaseQueue(path: "file:\(encoded)?vfs=unix-excl", configuration: configuration)
    }

    private static func prepared(
        _ path: String, _ open: () throws -> any DatabaseWriter
    ) throws(DatabaseError) -> any DatabaseWriter {
        // A clean stop leaves no write-ahead log, and then no check is needed. A check of the whole file takes seconds.
        let mustCheck = FileManager.default.fileExists(atPath: path + "-wal")
        do {
            let engine = try open()
            try engine.writeWithoutTransaction(prepareWriter)
            if mustCheck { try engine.writeWithoutTransaction(check) }
            return engine
        } catch ResultCode.SQLITE_CORRUPT, ResultCode.SQLITE_NOTADB {
            throw .damaged
        } catch ResultCode.SQLITE_CANTOPEN {
            throw .cannotOpen(path: path, reason: "SQLite can't open the file")
        } catch {
            throw DatabaseError(sqlite: error)
        }
    }

    /// Closes the readers before the writer: the last connection empties the write-ahead log, and a reader can't do
    /// that.
    static func close(_ engine: any DatabaseWriter) throws {
        (engine as? DatabasePool)?.invalidateReadOnlyConnections()
        do {
            try engine.close()
        } catch {
            throw DatabaseError(sqlite: error)
        }
    }

    /// Copies the log into the file and truncates it. If a running read prevents that, a later checkpoint copies the
    /// log.
    static func truncateLog(_ connection: GRDB.Database) throws {
        do {
            try connection.checkpoint(.truncate)
        } catch ResultCode.SQLITE_BUSY, ResultCode.SQLITE_LOCKED {
            return
        } catch {
            throw DatabaseError(sqlite: error)
        }
    }

    private static func prepareWriter(_ connection: GRDB.Database) throws {
        // This must come after opening: the pool sets NORMAL while it opens, which leaves commits in memory for a
        // while.
        try connection.execute(sql: "PRAGMA synchronous = FULL")
        guard try Int.fetchOne(connection, sql: "PRAGMA synchronous") == 2 else {
            throw DatabaseError.failed(code: "", message: "synchronous is not FULL")
        }
        // Debian's SQLite has this default. Other builds of SQLite need the setting to overwrite deleted data.
        try connection.execute(sql: "PRAGMA secure_delete = ON")
        try connection.execute(sql: "PRAGMA journal_size_limit = 67108864")
        // The data for undoing a savepoint is discarded at the commit, so it need not go through a temporary file.
        try connection.execute(sql: "PRAGMA temp_store = MEMORY")
    }

    private static func check(_ connection: GRDB.Database) throws {
        guard try String.fetchOne(connection, sql: "PRAGMA quick_check(1)") == "ok" else {
            throw DatabaseError.damaged
        }
    }
}
