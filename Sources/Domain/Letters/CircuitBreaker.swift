package import Foundation

/// The circuit breaker of a relay: after a failure the relay gets no letters for a while, longer each time, and is then
/// tested with one letter.
package struct CircuitBreaker: Equatable, Sendable {
    package enum News: Equatable, Sendable {
        case failed
        /// It has failed for so long that an operator must look.
        case failsForLong
        case worksAgain
    }

    private enum State: Equatable, Sendable {
        case works
        case rests(until: Date)
        /// One letter is being sent to test the relay.
        case isProbed
    }

    private var state = State.works
    private var failures = 0
    private var failingSince: Date?
    private var isReported = false

    private static let longTime: TimeInterval = 600

    package init() {}

    /// The instant since which the relay accepts no letters; nil while it works.
    package var pausedSince: Date? { failingSince }

    /// The end of the pause; nil if there is no pause, or while a letter tests the relay.
    package var restsUntil: Date? {
        guard case .rests(let end) = state else { return nil }
        return end
    }

    /// Returns how many letters the relay may be given now.
    package func allowance(at now: Date) -> Int {
        switch state {
        case .works: .max
        case .rests(let end): end <= now ? 1 : 0
        case .isProbed: 0
        }
    }

    /// Returns whether this letter may go to the relay. After a pause, true means that this letter tests the relay and
    /// its outcome is awaited.
    package mutating func admits(at now: Date) -> Bool {
        guard allowance(at: now) > 0 else { return false }
        if state != .works { state = .isProbed }
        return true
    }

    /// Records that the relay replied correctly, whatever it said about the letter.
    package mutating func noteAnswer() -> News? {
        defer { self = CircuitBreaker() }
        return failingSince == nil ? nil : .worksAgain
    }

    /// Records that the relay accepted no letter; `jitter` from 0 to 1 spreads the end of the pause. A failure during
    /// the pause belongs to a letter that was sent before it, and does not make the pause longer.
    package mutating func noteFailure(at now: Date, jitter: Double) -> News? {
        if case .rests = state { return nil }
        failures += 1
        let since = failingSince ?? now
        failingSince = since
        let wait = RetryPlan.relayWait(afterFailure: failures, jitter: jitter)
        state = .rests(until: now.addingTimeInterval(wait))
        if failures == 1 { return .failed }
        guard now.timeIntervalSince(since) >= Self.longTime, !isReported else { return nil }
        isReported = true
        return .failsForLong
    }
}
