package import Foundation

/// The waiting times before a letter or a relay is tried again.
package enum RetryPlan {
    private static let minutes = [1, 5, 15, 30, 60]

    /// Returns the wait after this many failed attempts at one letter, in seconds; `jitter` from 0 to 1 spreads it
    /// between half and the full time.
    package static func wait(afterAttempt attempt: Int, jitter: Double) -> TimeInterval {
        let full = minutes.indices.contains(attempt - 1) ? minutes[attempt - 1] : 120
        return TimeInterval(full * 60) * (0.5 + 0.5 * jitter)
    }

    /// The wait before a letter whose reply may have been lost is sent again, in seconds.
    package static let ambiguous: TimeInterval = 15 * 60

    /// Returns the wait after this many failures of the relay in a row, in seconds: from 5 seconds, doubling up to 5
    /// minutes.
    package static func relayWait(afterFailure failure: Int, jitter: Double) -> TimeInterval {
        let full = min(300, 5 * pow(2, Double(min(failure, 10) - 1)))
        return full * (0.8 + 0.4 * jitter)
    }
}
