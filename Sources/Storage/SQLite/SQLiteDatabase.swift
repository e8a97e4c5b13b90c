package import Foundation
import GRDB

/// The embedded engine: one file, one process, one writer and concurrent readers. Concurrent writes share a commit.
package final class SQLiteDatabase: Database {
    private let clock: @Sendable () -> Date
    private let engine: any DatabaseWriter
    private let queue = WriteQueue()
    private let lock: FileLock?

    /// Opens the file and locks it against every other process. Creates the file and its folder if they are missing.
    package convenience init(path: String, clock: @escaping @Sendable () -> Date = { Date() }) throws(DatabaseError) {
        let lock = try SQLiteFile.lock(path)
        self.init(engine: try SQLiteFile.open(path), lock: lock, clock: clock)
    }

    /// Returns a database in memory, which is deleted together with the last reference to it.
    package static func inMemory(clock: @escaping @Sendable () -> Date = { Date() }) throws -> SQLiteDatabase {
        SQLiteDatabase(engine: try DatabaseQueue(configuration: SQLiteFile.configuration), lock: nil, clock: clock)
    }

    private init(engine: any DatabaseWriter, lock: FileLock?, clock: @escaping @Sendable () -> Date) {
        self.clock = clock
        self.engine = engine
        self.lock = lock
    }

    package var now: Date { clock() }

    package var isShared: Bool { false }

    /// The number of writes that wait for the next commit.
    var waitingWrites: Int {
        queue.count
    }

    package func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        if queue.isClosed { throw DatabaseError.closed }
        let now = now
        return try await withCheckedThrowingContinuation { caller in
            engine.asyncRead { [queue] connection in
                caller.resume(with: Result { try Self.run(body, at: now, on: connection, reportingTo: queue) })
            }
        }
    }

    @discardableResult
    package func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { caller in
            do {
                let mustStart = try queue.append(PendingWrite(body, calledAt: now, resuming: caller))
                if mustStart { drain() }
            } catch {
                caller.resume(throwing: error)
            }
        }
    }

    /// Copies the write-ahead log into the file, where SQLite overwrites deleted data, and truncates the log.
    package func forgetErased() async throws {
        try await withCheckedThrowingContinuation { (caller: CheckedContinuation<Void, any Error>) in
            engine.asyncWriteWithoutTransaction { connection in
                caller.resume(with: Result { try SQLiteFile.truncateLog(connection) })
            }
        }
    }

    /// Completes the waiting writes, refuses all others, and closes the file. Blocks until that is done.
    package func close() throws {
        queue.close()
        engine.writeWithoutTransaction { connection in
            while commitGroup(on: connection) {}
        }
        try SQLiteFile.close(engine)
        lock?.release()
    }

    /// Commits groups until no write waits. Others may use the connection between two groups.
    private func drain() {
        engine.asyncWriteWithoutTransaction { [self] connection in
            if commitGroup(on: connection) { drain() }
        }
    }

    /// Commits the next group. Returns false if no write was waiting.
    private func commitGroup(on connection: GRDB.Database) -> Bool {
        let group = queue.takeGroup()
        guard !group.isEmpty else { return false }
        GroupCommit(database: connection, queue: queue).commit(group)
        return true
    }

    private static func run<T>(
        _ body: (Transaction) throws -> T, at now: Date,
        on connection: Result<GRDB.Database, any Error>,
        reportingTo queue: WriteQueue
    ) throws -> T {
        let transaction = Transaction(try SQLiteConnection(connection), at: now)
        defer { if let failure = transaction.failure { queue.note(failure) } }
        let value = try body(transaction)
        if let failure = transaction.failure { throw failure }
        return value
    }
}
