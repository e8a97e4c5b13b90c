package import Foundation

/// Checks whether the clock is right.
package enum ClockCheck {
    private static let subject = "clock"
    /// Daemons do not start if their clock and the server's clock differ by more than this.
    private static let maxSeconds = 15.0
    /// An earlier time is wrong: this version is newer.
    private static let earliest = Date(timeIntervalSince1970: 1_767_225_600)

    /// `lead` is how far the database server's clock is ahead, in seconds; nil without a server.
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
