package import Foundation

/// A store of rows that outlives the process.
///
/// Bodies are synchronous and run on the engine's own threads: nothing can suspend inside a transaction, and no
/// cooperative thread waits for a disk. The engine may run a body again after a rollback, so a body must not change
/// anything outside the database.
package protocol Database: Sendable {
    /// The current time, by the clock that also gives each transaction its time.
    var now: Date { get }

    /// Whether other daemons may have the same database open.
    var isShared: Bool { get }

    /// Runs the body on one consistent state of the database, concurrently with other reads and writes.
    func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T

    /// Runs the body as the only write, and returns once its changes are on disk. If the body throws, none of its
    /// changes remain.
    ///
    /// Cancelling the caller doesn't stop the write.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T

    /// Removes erased data from the engine's own log, as far as we control that log. A running read may delay the
    /// removal.
    func forgetErased() async throws

    /// Completes the transactions that have begun and refuses all others. Blocks until that is done.
    func close() throws
}

extension Database {
    /// Does nothing by default: a database server manages its own log.
    package func forgetErased() async throws {}
}
