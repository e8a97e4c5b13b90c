import Synchronization

/// A counter that several threads may increase.
final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock(\.self) }

    func increase() {
        count.withLock { $0 += 1 }
    }
}
