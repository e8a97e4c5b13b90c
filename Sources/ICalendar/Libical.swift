import CLibical
import Synchronization

/// The only way to libical, whose tables are global and filled on first use without a guard: one caller at a time, and
/// no pointer comes out.
enum Libical {
    private static let lock = Mutex<Void>(())

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
