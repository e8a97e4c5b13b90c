package import Foundation

/// Whether the clock can be believed.
package enum ClockCheck {
    private static let subject = "clock"
    /// Daemons whose clock differs by more from the server's don't start.
    private static let maxSeconds = 15.0
    /// No version that says this was made before.
    private static let earliest = Date(timeIntervalSince1970: 1_767_225_600)

    /// `lead` is how far the database server's clock is ahead, where there is one.
    package static func result(now: Date, lead: TimeInterval?, isSynchronised: Bool) -> CheckResult {
        guard now > earliest else {
            return CheckResult(.problem, subject, "The clock shows a time long ago.", advice: adviceToSynchronise)
        }
        if let lead, abs(lead) > maxSeconds {
            let side = lead > 0 ? "ahead of" : "behind"
            return CheckResult(
                .problem, subject, "The database server's clock is \(Int(abs(lead))) seconds \(side) this machine's.",
                advice:
                    "Synchronise both over NTP; the daemon does not start with more than 15 seconds between them."
            )
        }
        guard isSynchronised else {
            return CheckResult(
                .warning, subject, "The kernel says that the clock is not synchronised.", advice: adviceToSynchronise
            )
        }
        return CheckResult(.ok, subject, "The clock is synchronised.")
    }

    private static let adviceToSynchronise =
        "Run systemd-timesyncd, chrony or ntpd, here or on the host of the container."
}
