package import Foundation

/// How many letters a relay is given in a second: a bucket that fills by itself, holds one second's worth, and gives one
/// token for each letter.
package struct TokenBucket: Equatable, Sendable {
    /// Letters per second; any number if nil.
    private let maximum: Double?
    /// What holds after complaints.
    package private(set) var current: Double
    private var tokens: Double
    private var asOf = Date.distantPast
    private var slowedAt = Date.distantPast

    /// A complaint counts once in so many seconds: letters already under way meet the same one.
    private static let complaintTime: TimeInterval = 5
    /// From nothing to the full rate, in seconds.
    private static let recoveryTime: TimeInterval = 600
    /// It is never slowed to less than this part of the full rate.
    private static let minimum = 1.0 / 64

    package init(maxPerSecond maximum: Int?) {
        self.maximum = maximum.map(Double.init)
        current = self.maximum ?? 0
        tokens = max(1, current)
    }

    /// How many letters may leave now.
    package mutating func allowance(at now: Date) -> Int {
        guard maximum != nil else { return .max }
        fill(at: now)
        return max(0, Int(tokens))
    }

    /// One letter leaves. It may do so without a token, and those that follow wait the longer.
    package mutating func spend(at now: Date) {
        guard maximum != nil else { return }
        fill(at: now)
        tokens -= 1
    }

    /// The relay said that it is too much (421, or 4.7.x after RFC 3463): half as many from now on, and slowly more again.
    package mutating func slowDown(at now: Date) {
        guard let maximum else { return }
        fill(at: now)
        guard now.timeIntervalSince(slowedAt) >= Self.complaintTime || now < slowedAt else { return }
        slowedAt = now
        current = max(current / 2, maximum * Self.minimum)
        tokens = min(tokens, max(1, current))
    }

    /// A clock that was set back gives nothing, and one that was set forward no more than a full bucket.
    private mutating func fill(at now: Date) {
        guard let maximum else { return }
        let passed = asOf == .distantPast ? 0 : max(0, now.timeIntervalSince(asOf))
        asOf = now
        tokens = min(max(1, current), tokens + passed * current)
        current = min(maximum, current + passed * maximum / Self.recoveryTime)
    }
}
