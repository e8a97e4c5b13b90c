import CLibical
import Dispatch
import Synchronization

/// The only way to libical, whose tables are global and filled on first use without a guard: one caller at a time, and
/// no pointer comes out.
package enum Libical {
    private static let lock = Mutex<Void>(())

    /// Where work on libical waits for its turn, so that no cooperative thread does.
    static let queue = DispatchQueue(label: "hopdrink.libical")

    /// Does work that calls libical on a thread of libical's own. A thread that may block, such as a database's, can do
    /// without.
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

    /// Copies and frees what one of libical's `_r` functions returned. The functions without `_r` keep 2,500 buffers.
    static func take(_ text: UnsafeMutablePointer<CChar>?) throws(ICalendarError) -> String {
        guard let text else { throw .libraryFailure }
        defer { icalmemory_free_buffer(text) }
        return String(cString: text)
    }
}
