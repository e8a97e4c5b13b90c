package import Domain
import Foundation

/// The operator's settings against abuse of forms and the API by strangers.
package struct AbuseSettings: Equatable, Sendable {
    /// The minimum time that a person needs for a form, in seconds.
    package var minSeconds = 2
    package var limits = Limits()
    package var proxies = TrustedProxies()

    package init() {}

    /// How often strangers may do something; nil means without a limit.
    package struct Limits: Equatable, Sendable {
        /// Forms sent from one IPv4 address or one IPv6 /64 prefix.
        package var addressPrefix: Rate? = Rate(300, per: 3600)
        /// RSVPs over the API without an organiser's token, from one such address or prefix.
        package var apiRSVPs: Rate? = Rate(30, per: 3600)
        /// Emails caused by strangers to one mailbox.
        package var emailAddress: Rate? = Rate(6, per: 3600)
        /// RSVPs to one meetup.
        package var meetup: Rate? = Rate(600, per: 3600)
        /// All emails caused by strangers together.
        package var emails: Rate? = Rate(3000, per: 3600)

        package init() {}
    }
}
