import Synchronization

/// Limits how often all connections together try to reach a server that is down. The wait grows after each failure.
final class Backoff: Sendable {
    private static let longest: Duration = .seconds(5)

    private struct State {
        var failures = 0
        var last: (error: DatabaseError, until: ContinuousClock.Instant)?
    }

    private let state = Mutex(State())

    /// Throws the last failure until the wait after it is over.
    func check() throws(DatabaseError) {
        if let last = state.withLock(\.last), ContinuousClock.now < last.until { throw last.error }
    }

    func note(_ error: DatabaseError) {
        state.withLock { state in
            let wait = min(Self.longest, .milliseconds(100) * (1 << min(state.failures, 6)))
            state.last = (error, ContinuousClock.now + wait * Double.random(in: 0.5...1))
            state.failures += 1
        }
    }

    func reset() {
        state.withLock { $0 = State() }
    }
}
