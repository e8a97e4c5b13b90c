import Domain
import Hopdrink

extension Settings {
    /// Takes the groups `guard` and `limits`, and `trusted_proxies`.
    mutating func readGuarding(_ fields: inout InputDecoder) {
        if var group = fields.group("guard") {
            group.take("least_seconds", TextParser.number(in: 0...60), into: &leastSeconds)
            group.closeUnknown()
            fields.absorb(group.errors)
        }
        if var group = fields.group("limits") {
            group.take("address_prefix", Rate.orNo, into: &limits.addressPrefix)
            group.take("api_answers", Rate.orNo, into: &limits.apiAnswers)
            group.take("mail_address", Rate.orNo, into: &limits.mailAddress)
            group.take("meetup", Rate.orNo, into: &limits.meetup)
            group.take("letters", Rate.orNo, into: &limits.letters)
            group.closeUnknown()
            fields.absorb(group.errors)
        }
        if let networks = fields.list("trusted_proxies", IPNetwork.init(parsing:)) {
            proxies = TrustedProxies(networks)
        }
    }

    /// All of it.
    var guarding: GuardSettings {
        var guarding = GuardSettings()
        (guarding.leastSeconds, guarding.limits, guarding.proxies) = (leastSeconds, limits, proxies)
        return guarding
    }

    var proxyDiagnosis: ProxyDiagnosis {
        ProxyDiagnosis(
            isSecure: baseURL.isSecure, namesProxies: !proxies.isEmpty, limitsAddresses: limits.addressPrefix != nil
        )
    }
}
