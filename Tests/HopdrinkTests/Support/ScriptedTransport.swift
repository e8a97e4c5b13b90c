import Mail
import Synchronization

@testable import Hopdrink

/// A transport that gives prepared results and counts its emails.
final class ScriptedTransport: Transport {
    /// An email whose result is given later.
    struct Held: Sendable {
        fileprivate let arrival = AsyncStream.makeStream(of: Void.self)
        fileprivate let answer = AsyncStream.makeStream(of: Delivery.self)

        func arrives() async {
            for await _ in arrival.stream { return }
        }

        func end(_ delivery: Delivery) {
            answer.continuation.yield(delivery)
        }
    }

    private enum Answer {
        case now(Delivery)
        case later(Held)
    }

    private struct State {
        var answers: [Answer] = []
        var count = 0
        var disconnects = 0
        var isStopped = false
    }

    private let state = Mutex(State())

    var count: Int { state.withLock(\.count) }
    var disconnects: Int { state.withLock(\.disconnects) }
    var isStopped: Bool { state.withLock(\.isStopped) }

    /// Sets the results of the next emails. All later ones are accepted.
    func willAnswer(_ deliveries: Delivery...) {
        state.withLock { $0.answers += deliveries.map(Answer.now) }
    }

    func willHold() -> Held {
        let locked = Held()
        state.withLock { $0.answers.append(.later(locked)) }
        return locked
    }

    func send(
        _ message: EncodedMessage, envelope: Envelope, onAccept: @escaping @Sendable () async throws -> Void
    ) async -> Delivery {
        let answer = state.withLock { state in
            state.count += 1
            return state.answers.isEmpty ? .now(.taken) : state.answers.removeFirst()
        }
        switch answer {
        case .now(let delivery): return delivery
        case .later(let locked):
            locked.arrival.continuation.yield()
            for await delivery in locked.answer.stream { return delivery }
            return .away
        }
    }

    func disconnect() async {
        state.withLock { $0.disconnects += 1 }
    }

    func stop() {
        state.withLock { $0.isStopped = true }
    }
}
