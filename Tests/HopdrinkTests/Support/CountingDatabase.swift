import Foundation
import Storage
import Synchronization

/// Wraps another database and counts its reads.
final class CountingDatabase: Database {
    private let database: any Database
    private let count = Mutex(0)

    init(_ database: any Database) {
        self.database = database
    }

    var reads: Int { count.withLock { $0 } }
    var now: Date { database.now }

    var isShared: Bool { database.isShared }

    func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        count.withLock { $0 += 1 }
        return try await database.read(body)
    }

    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await database.write(body)
    }

    func close() throws { try database.close() }
}
