package import Foundation

/// Checks whether emails are sent on time.
package enum OutboxCheck {
    private static let subject = "emails"
    /// A due email is sent within seconds while a relay accepts emails.
    private static let maxDelay: TimeInterval = 10 * 60

    /// `oldestDue` is the instant since which the oldest unsent email is due. `uncertain` is the number of emails for
    /// which an operator must decide whether they are sent again.
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
