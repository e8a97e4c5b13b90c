import CLibical
import Dispatch
import Foundation
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

extension Libical {
    /// Makes libical fill its tables in advance. Call it once, before the first request is served.
    package static func warmUp() async throws {
        var event = Event(
            uid: "warm-up", sequence: 0, created: occurrence, modified: occurrence,
            start: ZonedTime(local: "20261210T190000", zone: "Europe/Paris", utc: occurrence),
            end: ZonedTime(local: "20261210T220000", zone: "Europe/Paris", utc: occurrence.addingTimeInterval(10_800)),
            summary: "Warm-up"
        )
        event.alarm = 60
        let document = CalendarDocument(name: "Warm-up", refreshMinutes: 60, events: [event])
        _ = try await document.rendered()
        _ = try await run {
            try Recurrence.instances(
                of: "FREQ=MONTHLY;BYDAY=2TH", from: "20261210T190000", until: "20271210T190000", limit: 12
            )
        }
    }

    /// Thursday 10 December 2026, 19:00 in Paris.
    private static let occurrence = Date(timeIntervalSince1970: 1_796_925_600)
}
