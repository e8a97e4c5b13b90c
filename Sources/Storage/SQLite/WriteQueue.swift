import Synchronization

/// The writes that wait for the next commit, in order of arrival.
final class WriteQueue: Sendable {
    /// Large enough that many writes share one `fdatasync`, and small enough that the first of them doesn't wait long.
    static let groupLimit = 64

    private struct State {
        var waiting: [PendingWrite] = []
        var isDraining = false
        var isClosed = false
        var failure: DatabaseError?
    }

    private let state = Mutex(State())

    var count: Int {
        state.withLock { $0.waiting.count }
    }

    var isClosed: Bool {
        state.withLock { $0.isClosed }
    }

    /// Adds a write. Returns whether the caller must start to drain the queue.
    func append(_ write: PendingWrite) throws(DatabaseError) -> Bool {
        try state.withLock { state throws(DatabaseError) in
            if state.isClosed { throw .closed }
            if let failure = state.failure { throw failure }
            state.waiting.append(write)
            defer { state.isDraining = true }
            return !state.isDraining
        }
    }

    /// Takes the oldest writes. An empty group ends the draining.
    func takeGroup() -> [PendingWrite] {
        state.withLock { state in
            let group = Array(state.waiting.prefix(Self.groupLimit))
            state.waiting.removeFirst(group.count)
            state.isDraining = !group.isEmpty
            return group
        }
    }

    /// Accepts no more writes. The waiting writes stay in the queue.
    func close() {
        state.withLock { $0.isClosed = true }
    }

    /// Records a failure after which writing must stop: a successful commit after a failed `fsync` proves nothing.
    func note(_ failure: DatabaseError) {
        guard failure.endsWriting else { return }
        state.withLock { $0.failure = $0.failure ?? failure }
    }

    /// Throws the failure after which writing must stop, if there is one.
    func checkEngine() throws(DatabaseError) {
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }
}
