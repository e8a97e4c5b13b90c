import Synchronization

/// The writes that wait for the next commit, in order of arrival.
final class WriteQueue: Sendable {
    /// Large enough that one `fdatasync` is shared by many, small enough that the first of them doesn't wait long.
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

    /// Returns whether the caller has to start draining the queue.
    func append(_ write: PendingWrite) throws(DatabaseError) -> Bool {
        try state.withLock { state throws(DatabaseError) in
            if state.isClosed { throw .closed }
            if let failure = state.failure { throw failure }
            state.waiting.append(write)
            defer { state.isDraining = true }
            return !state.isDraining
        }
    }

    /// Takes the oldest writes. None means that draining has ended.
    func takeGroup() -> [PendingWrite] {
        state.withLock { state in
            let group = Array(state.waiting.prefix(Self.groupLimit))
            state.waiting.removeFirst(group.count)
            state.isDraining = !group.isEmpty
            return group
        }
    }

    /// Takes no more writes. Those that wait stay.
    func close() {
        state.withLock { $0.isClosed = true }
    }

    /// Remembers a failure after which nothing may be written: a commit that follows a failed `fsync` proves nothing.
    func note(_ failure: DatabaseError) {
        guard failure.endsWriting else { return }
        state.withLock { $0.failure = $0.failure ?? failure }
    }

    /// Throws the failure after which nothing may be written, if there was one.
    func checkEngine() throws(DatabaseError) {
        if let failure = state.withLock({ $0.failure }) { throw failure }
    }
}
