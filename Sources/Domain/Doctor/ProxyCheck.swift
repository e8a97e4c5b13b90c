/// Checks whether the daemon can tell clients behind a proxy apart. A client that uses https comes through a proxy.
package struct ProxyCheck: Sendable {
    private static let subject = "proxies"

    let isSecure: Bool
    let namesProxies: Bool
    let limitsAddresses: Bool

    /// `limitsAddresses` is whether any rate limit for single addresses is set.
    package init(isSecure: Bool, namesProxies: Bool, limitsAddresses: Bool) {
        self.isSecure = isSecure
        self.namesProxies = namesProxies
        self.limitsAddresses = limitsAddresses
    }

    package var result: CheckResult {
        guard isSecure, !namesProxies, limitsAddresses else {
            return CheckResult(.ok, Self.subject, "Visitors are told apart by their addresses where that matters.")
        }
        return CheckResult(
            .warning, Self.subject,
            "`base_url` is https, so a proxy stands in front, but `trusted_proxies` names none: all visitors count as one.",
            advice: "Name the proxy in trusted_proxies, such as 127.0.0.1, unless it comes over a Unix socket."
        )
    }
}
