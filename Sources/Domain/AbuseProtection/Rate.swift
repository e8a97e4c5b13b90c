package import Foundation

/// A rate limit: `count` actions at once, and as many again spread over each period. It uses the generic cell rate
/// algorithm (ITU-T I.371), which stores one instant for each client.
package struct Rate: Equatable, Sendable {
    package enum Outcome: Equatable, Sendable {
        /// The action is allowed; it counts until `busyUntil`.
        case allowed(busyUntil: Date)
        /// The action is allowed again after this many seconds.
        case refused(retryAfter: Int)
    }

    package let count: Int
    /// In seconds.
    package let period: Int

    package init(_ count: Int, per period: Int) {
        self.count = count
        self.period = period
    }

    /// Decides on one action. `busyUntil` is the value of the client's previous action, nil for the first. A clock that
    /// was set back refuses nobody for longer than a period.
    package func outcome(busyUntil: Date?, at now: Date) -> Outcome {
        let latest = now.addingTimeInterval(TimeInterval(period))
        let since = min(max(busyUntil ?? now, now), latest)
        let next = since.addingTimeInterval(TimeInterval(period) / TimeInterval(count))
        let excess = next.timeIntervalSince(latest)
        // Rounding can make the sum of the parts slightly larger than the period.
        return excess < 0.001 ? .allowed(busyUntil: next) : .refused(retryAfter: Int(excess.rounded(.up)))
    }
}

extension Rate {
    /// Reads a rate such as `60/h`: a number per second, minute, hour or day.
    package init(parsing text: String) throws(FieldErrorReason) {
        let form = FieldErrorReason.format("must be how often such as 60/h, 5/m or 100/d, or no")
        let parts = text.trimmed.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2, let count = digits(parts[0].prefix(8)), (1...1_000_000).contains(count),
            parts[1].count == 1, let unit = parts[1].first, let period = Self.periods[unit]
        else { throw form }
        self.init(count, per: period)
    }

    /// Reads a rate such as `60/h`; returns nil for `no`.
    package static func orNo(_ text: String) throws(FieldErrorReason) -> Rate? {
        ["no", "false", "off"].contains(text.trimmed) ? nil : try Rate(parsing: text)
    }

    private static let periods: [UInt8: Int] = [
        UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600, UInt8(ascii: "d"): 86_400,
    ]
}
