import Domain
import Hopdrink

extension Settings {
    /// Reads the groups `guard` and `limits`, and `trusted_proxies`.
    mutating func readAbuse(_ fields: inout InputDecoder) {
        if var group = fields.group("guard") {
            group.take("min_seconds", TextParser.number(in: 0...60), into: &minSeconds)
            group.closeUnknown()
            fields.absorb(group.errors)
        }
        if var group = fields.group("limits") {
            group.take("address_prefix", Rate.orNo, into: &limits.addressPrefix)
            group.take("api_rsvps", Rate.orNo, into: &limits.apiRSVPs)
            group.take("email_address", Rate.orNo, into: &limits.emailAddress)
            group.take("meetup", Rate.orNo, into: &limits.meetup)
            group.take("emails", Rate.orNo, into: &limits.emails)
            group.closeUnknown()
            fields.absorb(group.errors)
        }
        if let networks = fields.list("trusted_proxies", IPNetwork.init(parsing:)) {
            proxies = TrustedProxies(networks)
        }
    }

    /// All settings of the abuse protection.
    var abuse: AbuseSettings {
        var abuse = AbuseSettings()
        (abuse.minSeconds, abuse.limits, abuse.proxies) = (minSeconds, limits, proxies)
        return abuse
    }

    var proxyCheck: ProxyCheck {
        ProxyCheck(
            isSecure: baseURL.isSecure, namesProxies: !proxies.isEmpty, limitsAddresses: limits.addressPrefix != nil
        )
    }
}
