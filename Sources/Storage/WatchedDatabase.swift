package import Foundation

/// A database that reports the changes of each write once they are on disk, before the write returns. A cache in memory
/// can thus drop outdated entries in time.
///
/// It doesn't report writes of other daemons, nor a write with an unknown outcome.
package struct WatchedDatabase: Database {
    private let database: any Database
    private let tell: @Sendable (Set<String>) -> Void

    /// `tell` receives the changes that the write's transaction noted. It is not called if there are none.
    package init(_ database: any Database, tell: @escaping @Sendable (Set<String>) -> Void) {
        self.database = database
        self.tell = tell
    }

    package var now: Date { database.now }

    package var isShared: Bool { database.isShared }

    package func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await database.read(body)
    }

    @discardableResult
    package func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        let (value, changes) = try await database.write { transaction in
            let value = try body(transaction)
            return (value, transaction.changes)
        }
        if !changes.isEmpty { tell(changes) }
        return value
    }

    package func forgetErased() async throws { try await database.forgetErased() }

    package func close() throws { try database.close() }
}
