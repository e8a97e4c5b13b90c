/// A write whose caller waits.
struct PendingWrite: Sendable {
    /// Runs the body. What it returns tells the caller that the write is on disk.
    let run: @Sendable (Transaction) throws -> @Sendable () -> Void

    /// Tells the caller that nothing of the write remains, and why.
    let fail: @Sendable (any Error) -> Void

    init<T: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> T,
        resuming caller: CheckedContinuation<T, any Error>
    ) {
        run = { transaction in
            let value = try body(transaction)
            return { caller.resume(returning: value) }
        }
        fail = { caller.resume(throwing: $0) }
    }
}
