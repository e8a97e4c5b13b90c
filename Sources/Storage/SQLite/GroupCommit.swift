import GRDB

/// Commits several writes at once. One transaction and one `fdatasync` serve all writes, and each write has a
/// savepoint, so that a failed write doesn't affect the others.
struct GroupCommit {
    let database: GRDB.Database
    let queue: WriteQueue

    /// Returns once every caller of the group has its result.
    func commit(_ group: [PendingWrite]) {
        do {
            try queue.checkEngine()
            let successes = try inTransaction { try group.map(perform) }
            successes.forEach { $0() }
        } catch {
            fail(group, with: DatabaseError(sqlite: error))
        }
    }

    private func fail(_ group: [PendingWrite], with failure: DatabaseError) {
        // Only a deferred constraint fails at the commit, and one write alone caused it: commit each write by itself.
        if case .conflict = failure, group.count > 1 {
            return group.forEach { commit([$0]) }
        }
        queue.note(failure)
        group.forEach { $0.fail(failure) }
    }

    private func inTransaction<T>(_ work: () throws -> [T]) throws -> [T] {
        var results: [T] = []
        try database.inTransaction(.immediate) {
            results = try work()
            return .commit
        }
        return results
    }

    /// Runs one write, and returns a closure that reports success to its caller. Throws if the group can't go on.
    private func perform(_ write: PendingWrite) throws -> @Sendable () -> Void {
        let transaction = Transaction(SQLiteConnection(database: database), at: write.calledAt)
        try run("SAVEPOINT one_write")
        do {
            let succeed = try write.run(transaction)
            if let failure = transaction.failure { throw failure }
            try run("RELEASE one_write")
            return succeed
        } catch {
            try undo(after: transaction.failure ?? DatabaseError(sqlite: error))
            return { write.fail(error) }
        }
    }

    private func undo(after failure: DatabaseError) throws {
        if failure.endsWriting { throw failure }
        // SQLite reacts to some failures, such as a full disk, with a rollback of the whole transaction.
        guard database.isInsideTransaction else { throw failure }
        try run("ROLLBACK TO one_write")
        try run("RELEASE one_write")
    }

    private func run(_ statement: String) throws {
        try database.cachedStatement(sql: statement).execute()
    }
}
