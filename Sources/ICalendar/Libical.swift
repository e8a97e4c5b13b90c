import CLibical
import Dispatch
import Synchronization

/// The only access to libical, whose global tables are filled on first use without a lock. One caller runs at a time,
/// and no pointer may leave the closure.
package enum Libical {
    private static let lock = Mutex<Void>(())

    /// The queue on which work waits for libical, so that no cooperative thread has to wait.
    static let queue = DispatchQueue(label: "hopdrink.libical")

    /// Runs work that calls libical on a thread of libical's own. A thread that may block, such as a database's thread,
    /// does not need this.
    package static func run<Result: Sendable>(
        _ work: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { caller in
            queue.async { caller.resume(with: Swift.Result { try work() }) }
        }
    }

    static func exclusively<Result: Sendable>(
        _ work: () throws(ICalendarError) -> Result
    ) throws(ICalendarError) -> Result {
        try lock.withLock { _ throws(ICalendarError) in try work() }
    }

    /// Copies and frees the result of one of libical's `_r` functions. The functions without `_r` keep 2,500 buffers.
    static func take(_ text: UnsafeMutablePointer<CChar>?) throws(ICalendarError) -> String {
        guard let text else { throw .libraryFailure }
        defer { icalmemory_free_buffer(text) }
        return String(cString: text)
    }
}
