package import Foundation

/// Whether emails leave as they should.
package enum OutboxCheck {
    private static let subject = "emails"
    /// What is due leaves within seconds while a relay takes it.
    private static let maxDelay: TimeInterval = 10 * 60

    /// `oldestDue` is since when the first email could have left that nobody has sent; `uncertain` are those of which an
    /// operator must say whether they are sent once more.
    package static func results(oldestDue: Date?, uncertain: Int, at now: Date) -> [CheckResult] {
        var results: [CheckResult] = []
        if let delay = oldestDue.map(now.timeIntervalSince), delay > maxDelay {
            results.append(
                CheckResult(
                    .warning, subject, "Emails that are due have not been sent for \(Int(delay / 60)) minutes.",
                    advice: "Check the relays: hopdrink doctor."
                )
            )
        }
        if uncertain > 0 {
            results.append(
                CheckResult(
                    .warning, subject, "\(uncertain) may or may not have arrived, and are not sent again.",
                    advice: "See hopdrink mail list --state uncertain, and retry or leave them."
                )
            )
        }
        return results
    }
}
