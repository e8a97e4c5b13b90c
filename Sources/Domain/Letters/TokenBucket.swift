package import Foundation

/// The rate at which letters go to a relay: a token bucket that fills by itself, holds the tokens of one second, and
/// gives one token for each letter.
package struct TokenBucket: Equatable, Sendable {
    /// Letters per second; unlimited if nil.
    private let maximum: Double?
    /// The current rate, which is lower after complaints.
    package private(set) var current: Double
    private var tokens: Double
    private var asOf = Date.distantPast
    private var slowedAt = Date.distantPast

    /// Complaints within this many seconds count once: letters that are already under way get the same complaint.
    private static let complaintTime: TimeInterval = 5
    /// The time from zero to the full rate, in seconds.
    private static let recoveryTime: TimeInterval = 600
    /// The smallest fraction of the full rate to which the relay is slowed.
    private static let minimum = 1.0 / 64

    package init(maxPerSecond maximum: Int?) {
        self.maximum = maximum.map(Double.init)
        current = self.maximum ?? 0
        tokens = max(1, current)
    }

    /// Returns how many letters may be sent now.
    package mutating func allowance(at now: Date) -> Int {
        guard maximum != nil else { return .max }
        fill(at: now)
        return max(0, Int(tokens))
    }

    /// Takes a token for one letter. A letter may be sent without a token; the letters after it then wait longer.
    package mutating func spend(at now: Date) {
        guard maximum != nil else { return }
        fill(at: now)
        tokens -= 1
    }

    /// Halves the rate because the relay said that it gets too many letters (421, or 4.7.x of RFC 3463); the rate then
    /// recovers slowly.
    package mutating func slowDown(at now: Date) {
        guard let maximum else { return }
        fill(at: now)
        guard now.timeIntervalSince(slowedAt) >= Self.complaintTime || now < slowedAt else { return }
        slowedAt = now
        current = max(current / 2, maximum * Self.minimum)
        tokens = min(tokens, max(1, current))
    }

    /// Adds the tokens for the time that has passed. A clock that was set back adds nothing; a clock that was set
    /// forward adds at most a full bucket.
    private mutating func fill(at now: Date) {
        guard let maximum else { return }
        let passed = asOf == .distantPast ? 0 : max(0, now.timeIntervalSince(asOf))
        asOf = now
        tokens = min(max(1, current), tokens + passed * current)
        current = min(maximum, current + passed * maximum / Self.recoveryTime)
    }
}
