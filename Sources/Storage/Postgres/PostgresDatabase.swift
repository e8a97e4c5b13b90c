package import Foundation

/// The engine for several daemons: a PostgreSQL server, or another server with the same protocol and isolation levels.
///
/// While the server is down, reads and writes throw `unreachable`. They work again once the server is back.
package final class PostgresDatabase: Database {
    private let clock: @Sendable () -> Date
    private let pool: PostgresPool

    /// Connects when the first statement needs it.
    package init(_ settings: PostgresSettings, clock: @escaping @Sendable () -> Date = { Date() }) {
        self.clock = clock
        pool = PostgresPool(settings)
    }

    package var now: Date { clock() }

    package var isShared: Bool { true }

    package func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await run(.read, body)
    }

    @discardableResult
    package func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await run(.write, body)
    }

    package func close() {
        pool.close()
    }

    /// Returns by how many seconds the server's clock is at least ahead of ours; negative if it is behind. The time of
    /// the request itself doesn't count as a difference.
    package func clockLead(over now: @escaping @Sendable () -> Date) async throws -> TimeInterval {
        try await read { transaction in
            let asked = now()
            let row = try transaction.row("SELECT CAST(extract(epoch FROM clock_timestamp()) AS BIGINT) AS instant")
            let answered = now()
            guard let server = try row?.instant("instant") else { return 0 }
            return server < asked ? server.timeIntervalSince(asked) : max(0, server.timeIntervalSince(answered))
        }
    }

    private func run<T: Sendable>(
        _ mode: PostgresSession.Mode, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        let now = now
        return try await withCheckedThrowingContinuation { caller in
            do {
                try pool.submit { session in caller.resume(with: Result { try session.run(mode, at: now, body) }) }
            } catch {
                caller.resume(throwing: error)
            }
        }
    }
}
