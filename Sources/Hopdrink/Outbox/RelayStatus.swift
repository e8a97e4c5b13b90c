package import Domain
import Foundation

/// The state of a relay, as this daemon knows it: whether it takes emails, and if not, since when and why.
package struct RelayStatus: Codable, Equatable, Sendable {
    package enum State: String, Codable, Sendable {
        case healthy
        /// It takes none of our emails, which wait or go to another relay. It is tried again and again.
        case paused
    }

    package let name: String
    package let state: State
    /// An RFC 3339 date-time.
    package let since: String?
    /// When it is tried next; nil while it is being tried.
    package let until: String?
    /// The relay's reply, without addresses.
    package let reason: String?

    init(name: String, since: Date?, until: Date?, reason: String?) {
        self.name = name
        state = since == nil ? .healthy : .paused
        self.since = since?.formatted(.iso8601)
        self.until = since == nil ? nil : until?.formatted(.iso8601)
        self.reason = since == nil ? nil : reason
    }
}

extension RelayStatus {
    /// The state in words: since when and until when it is paused, and why.
    package var sentence: String {
        guard state == .paused else { return "takes emails" }
        let times = (since.map { " since \($0)" } ?? "") + (until.map { ", tried again at \($0)" } ?? "")
        return "paused\(times): \(reason ?? "it takes no emails")"
    }

    package var result: CheckResult {
        let subject = "relay \(name) in use"
        guard state == .paused else { return CheckResult(.ok, subject, "The daemon gives it emails.") }
        return CheckResult(
            .problem, subject, "The daemon gives it no emails: \(sentence).",
            advice: "Emails wait, or take another relay. See what it says with `hopdrink mail test`."
        )
    }
}
