import Dispatch
import Synchronization

/// A limited number of sessions, which are created on demand. Work waits in order of arrival while all sessions are
/// busy.
final class PostgresPool: Sendable {
    typealias Work = @Sendable (PostgresSession) -> Void

    private struct State {
        var idle: [PostgresSession] = []
        var count = 0
        var waiting: [Work] = []
        var isClosed = false
    }

    private let settings: PostgresSettings
    private let backoff = Backoff()
    private let state = Mutex(State())
    private let unfinished = DispatchGroup()

    init(_ settings: PostgresSettings) {
        self.settings = settings
    }

    func submit(_ work: @escaping Work) throws(DatabaseError) {
        let session = try state.withLock { state throws(DatabaseError) -> PostgresSession? in
            guard !state.isClosed else { throw .closed }
            unfinished.enter()
            if let idle = state.idle.popLast() { return idle }
            guard state.count < settings.limits.connections else {
                state.waiting.append(work)
                return nil
            }
            state.count += 1
            return PostgresSession(settings, backoff)
        }
        if let session { run(work, on: session) }
    }

    /// Accepts no more work, and blocks until the submitted work is done.
    func close() {
        state.withLock { $0.isClosed = true }
        unfinished.wait()
        state.withLock { $0.idle = [] }
    }

    private func run(_ work: @escaping Work, on session: PostgresSession) {
        session.async { [self] session in
            work(session)
            if let next = next(for: session) { run(next, on: session) }
            unfinished.leave()
        }
    }

    /// Returns the work that has waited longest. If there is none, returns nil and marks the session as idle.
    private func next(for session: PostgresSession) -> Work? {
        state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.idle.append(session)
            return nil
        }
    }
}
