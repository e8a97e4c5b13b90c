/// A database that tells what each write changed once it is on disk, before the caller goes on: whoever keeps something
/// made of it in memory can forget it in time.
///
/// Another daemon's writes are not seen here, nor one whose outcome is not known.
package struct WatchedDatabase: Database {
    private let database: any Database
    private let tell: @Sendable (Set<String>) -> Void

    /// `tell` is given what the write's transaction noted; a write that noted nothing is not told of.
    package init(_ database: any Database, tell: @escaping @Sendable (Set<String>) -> Void) {
        self.database = database
        self.tell = tell
    }

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
