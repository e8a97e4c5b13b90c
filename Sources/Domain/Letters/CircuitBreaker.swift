package import Foundation

/// Whether a relay may be given letters: one that fails rests, longer each time, and is then tried with one letter.
package struct CircuitBreaker: Equatable, Sendable {
    package enum News: Equatable, Sendable {
        case failed
        /// It has failed for so long that somebody must look.
        case failsForLong
        case worksAgain
    }

    private enum State: Equatable, Sendable {
        case works
        case rests(until: Date)
        /// One letter is on its way to see.
        case isProbed
    }

    private var state = State.works
    private var failures = 0
    private var failingSince: Date?
    private var isReported = false

    private static let longTime: TimeInterval = 600

    package init() {}

    /// Since when it takes no letters; nil while it does.
    package var pausedSince: Date? { failingSince }

    /// Until when it rests; nil when it does not, or a letter is on its way to see.
    package var restsUntil: Date? {
        guard case .rests(let end) = state else { return nil }
        return end
    }

    /// How many letters it may be given now.
    package func allowance(at now: Date) -> Int {
        switch state {
        case .works: .max
        case .rests(let end): end <= now ? 1 : 0
        case .isProbed: 0
        }
    }

    /// Whether this letter may go to it. Yes, after a rest, means that the outcome of this one is waited for.
    package mutating func admits(at now: Date) -> Bool {
        guard allowance(at: now) > 0 else { return false }
        if state != .works { state = .isProbed }
        return true
    }

    /// It answered as a relay should, whatever it said of the letter.
    package mutating func noteAnswer() -> News? {
        defer { self = CircuitBreaker() }
        return failingSince == nil ? nil : .worksAgain
    }

    /// It could take no letter; `jitter` from 0 to 1 spreads the end of its rest. What fails while it rests was on its way
    /// before, and makes it rest no longer.
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
