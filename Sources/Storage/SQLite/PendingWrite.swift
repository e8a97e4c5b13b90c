import Foundation

/// A write whose caller is waiting.
struct PendingWrite: Sendable {
    let calledAt: Date

    /// Runs the body, and returns a closure that tells the caller that the write is on disk.
    let run: @Sendable (Transaction) throws -> @Sendable () -> Void

    /// Tells the caller that none of the write's changes remain, and the reason.
    let fail: @Sendable (any Error) -> Void

    init<T: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> T, calledAt: Date,
        resuming caller: CheckedContinuation<T, any Error>
    ) {
        self.calledAt = calledAt
        run = { transaction in
            let value = try body(transaction)
            return { caller.resume(returning: value) }
        }
        fail = { caller.resume(throwing: $0) }
    }
}
