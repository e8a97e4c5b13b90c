/// Checks whether receivers have reason to trust our emails.
package struct MailCheck: Equatable, Sendable {
    package let from: EmailAddress
    /// The domain that receives bounces, for which receivers check SPF.
    package let bounceDomain: String
    /// The host in the site's links.
    package let siteHost: String
    package let isSiteSecure: Bool

    package init(from: EmailAddress, bounceDomain: String, siteHost: String, isSiteSecure: Bool) {
        self.from = from
        self.bounceDomain = bounceDomain
        self.siteHost = siteHost
        self.isSiteSecure = isSiteSecure
    }

    package var results: [CheckResult] { [sender, bounces, links, unsubscribing] + signing }
}

extension MailCheck {
    private var sender: CheckResult {
        let isExample = ["example.org", "example.com", "example.net", "example"].contains { example in
            DomainAlignment(from.domain, example) != .apart
        }
        guard isExample else { return CheckResult(.ok, "sender", "Emails come from \(from).") }
        return CheckResult(
            .problem, "sender", "Emails come from \(from), which is an example and nobody's address.",
            advice: "Set `mail.from` to an address of yours that somebody reads."
        )
    }

    private var bounces: CheckResult {
        switch DomainAlignment(from.domain, bounceDomain) {
        case .same, .related:
            CheckResult(.ok, "bounces", "Bounces go to \(bounceDomain), which is aligned with the sender (SPF, DMARC).")
        case .apart:
            CheckResult(
                .warning, "bounces", "Bounces go to \(bounceDomain), and emails come from \(from.domain).",
                advice: "Use one domain for both, or DMARC (RFC 7489 §3.1) holds by DKIM alone."
            )
        }
    }

    private var links: CheckResult {
        switch DomainAlignment(from.domain, siteHost) {
        case .same, .related:
            CheckResult(.ok, "links", "Links lead to \(siteHost), which belongs with the sender.")
        case .apart:
            CheckResult(
                .warning, "links", "Links lead to \(siteHost), and emails come from \(from.domain).",
                advice: "Spam filters distrust that: let `mail.from` and `base_url` share a domain."
            )
        }
    }

    private var unsubscribing: CheckResult {
        guard !isSiteSecure else {
            return CheckResult(.ok, "one-click", "Mail programs can unsubscribe with one click (RFC 8058).")
        }
        return CheckResult(
            .warning, "one-click", "`base_url` is not https, which unsubscribing with one click needs (RFC 8058 §3.1).",
            advice: "Put a proxy with a certificate in front and set `base_url` to its https address."
        )
    }

    private var signing: [CheckResult] {
        [
            CheckResult(
                .note, "DKIM", "Your mail server signs the emails.",
                advice: """
                    With opendkim set `SignHeaders *,+list-unsubscribe-post` and `OversignHeaders From`; with rspamd \
                    there is nothing to do.
                    """
            ),
            CheckResult(
                .note, "SPF", "The mail server's addresses must stand in the SPF record of \(bounceDomain).",
                advice: "Look with `dig +short TXT \(bounceDomain)`."
            ),
            CheckResult(
                .note, "DMARC",
                "Large receivers want a DMARC record of the sender's domain; `v=DMARC1; p=none` will do.",
                advice: "Look with `dig +short TXT _dmarc.\(from.domain)`."
            ),
        ]
    }
}

/// The relation between two domains. It is not known here where a registrable domain begins, so only certain cases
/// count as related.
package enum DomainAlignment: Equatable, Sendable {
    case same
    /// One domain is a subdomain of the other.
    case related
    case apart

    package init(_ one: String, _ other: String) {
        let (one, other) = (Self.labels(one), Self.labels(other))
        let common = zip(one.reversed(), other.reversed()).prefix { $0 == $1 }.count
        guard common > 0, common == min(one.count, other.count) else {
            self = .apart
            return
        }
        self = one.count == other.count ? .same : .related
    }

    private static func labels(_ domain: String) -> [String] {
        domain.lowercased().utf8.split(separator: UInt8(ascii: ".")).map { String(decoding: $0, as: UTF8.self) }
    }
}
