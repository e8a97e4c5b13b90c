/// A store of rows that outlives the process.
///
/// Bodies are synchronous and run on the engine's own threads: nothing can suspend inside a transaction, and no
/// cooperative thread waits for a disk. A body may be run again after a rollback, so it changes nothing outside.
package protocol Database: Sendable {
    /// Whether other daemons may have the same database open.
    var isShared: Bool { get }

    /// Runs the body on one consistent state of the database, beside other reads and writes.
    func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T

    /// Runs the body alone, and returns once what it wrote is on disk. If it throws, nothing of it remains.
    ///
    /// Cancelling the caller doesn't stop the write.
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T

    /// Lets nothing of what was erased lie in the engine's own log, as far as that is in our hands. What still reads may
    /// keep it from that; then it goes a little later.
    func forgetErased() async throws

    /// Completes what was begun and refuses everything else. Blocks until that is done.
    func close() throws
}

extension Database {
    /// Where a server keeps the log there is nothing to do.
    package func forgetErased() async throws {}
}
