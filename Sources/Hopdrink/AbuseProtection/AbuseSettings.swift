package import Domain
import Foundation

/// What an operator decides about strangers who send forms.
package struct AbuseSettings: Equatable, Sendable {
    /// How many seconds a person takes for a form at least.
    package var minSeconds = 2
    package var limits = Limits()
    package var proxies = TrustedProxies()

    package init() {}

    /// How often strangers may do something; nil is as often as they like.
    package struct Limits: Equatable, Sendable {
        /// Send forms from one address of IPv4, or one /64 of IPv6.
        package var addressPrefix: Rate? = Rate(300, per: 3600)
        /// Answer over the API without an organiser's token, from one of those.
        package var apiAnswers: Rate? = Rate(30, per: 3600)
        /// Cause letters to one mailbox.
        package var mailAddress: Rate? = Rate(6, per: 3600)
        /// Answer one meetup.
        package var meetup: Rate? = Rate(600, per: 3600)
        /// Cause letters at all.
        package var letters: Rate? = Rate(3000, per: 3600)

        package init() {}
    }
}
