import Dispatch
import Foundation

/// One connection with its own queue, which runs transactions one after the other.
final class PostgresSession: Sendable {
    enum Mode: String {
        /// Every statement sees one and the same state of the database.
        case read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        /// Each statement sees what other transactions committed before it. Rows that must not change need a lock.
        case write = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
    }

    private static let maxAttempts = 5

    private let settings: PostgresSettings
    private let backoff: Backoff
    private let queue = DispatchQueue(label: "hopdrink.postgres")
    private nonisolated(unsafe) var connection: PostgresConnection?  // owns a C handle; used on `queue` only

    init(_ settings: PostgresSettings, _ backoff: Backoff) {
        self.settings = settings
        self.backoff = backoff
    }

    func async(_ work: @escaping @Sendable (PostgresSession) -> Void) {
        queue.async { work(self) }
    }

    /// Runs the body in one transaction, whose time is `now`. After a conflict with another transaction, runs the body again from the
    /// beginning.
    func run<T>(_ mode: Mode, at now: Date, _ body: (Transaction) throws -> T) throws -> T {
        for attempt in 1..<Self.maxAttempts {
            do {
                return try runOnce(mode, at: now, body)
            } catch let error as DatabaseError where error.isWorthRepeating {
                // The delay grows with each attempt, and is random so that it differs from the other transaction's
                // delay.
                Thread.sleep(forTimeInterval: 0.01 * Double(1 << attempt) * .random(in: 0.5...1))
            }
        }
        return try runOnce(mode, at: now, body)
    }

    private func runOnce<T>(_ mode: Mode, at now: Date, _ body: (Transaction) throws -> T) throws -> T {
        let connection = try begin(mode)
        let transaction = Transaction(connection, at: now)
        do {
            let value = try body(transaction)
            if let failure = transaction.failure { throw failure }
            try connection.command("COMMIT")
            return value
        } catch {
            let failure = transaction.failure ?? error as? DatabaseError
            abandon(connection, after: failure)
            if let failure, failure.isWorthRepeating { throw failure }
            throw error
        }
    }

    /// Returns a connection on which a transaction has begun. If the server has closed an idle connection, this shows
    /// only here, and a new connection replaces it without an error.
    private func begin(_ mode: Mode) throws(DatabaseError) -> PostgresConnection {
        if let connection {
            do throws(DatabaseError) {
                try connection.command(mode.rawValue)
                return connection
            } catch {
                self.connection = nil
            }
        }
        let connection = try open()
        try connection.command(mode.rawValue)
        self.connection = connection
        return connection
    }

    private func open() throws(DatabaseError) -> PostgresConnection {
        try backoff.check()
        do throws(DatabaseError) {
            let connection = try PostgresConnection.open(settings)
            backoff.reset()
            return connection
        } catch {
            backoff.note(error)
            throw error
        }
    }

    private func abandon(_ connection: PostgresConnection, after failure: DatabaseError?) {
        do throws(DatabaseError) {
            if failure?.endsConnection ?? false || !connection.isOpen { return self.connection = nil }
            if connection.isInTransaction { try connection.command("ROLLBACK") }
        } catch {
            self.connection = nil
        }
    }
}
