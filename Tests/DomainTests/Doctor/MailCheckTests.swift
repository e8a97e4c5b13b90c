import Domain
import Testing

struct MailCheckTests {
    @Test(
        arguments: [
            ("hop.example", "hop.example", .same), ("Hop.Example", "hop.example", .same),
            ("events.hop.example", "hop.example", .related), ("hop.example", "a.b.hop.example", .related),
            ("a.hop.example", "b.hop.example", .apart), ("shop.example", "hop.example", .apart),
            ("hop.example", "hop.test", .apart), ("hop.example", "127.0.0.1", .apart), ("", "hop.example", .apart),
        ] as [(String, String, DomainAlignment)])
    func `domains are related if one is a subdomain of the other`(
        one: String, other: String, alignment: DomainAlignment
    ) {
        #expect(DomainAlignment(one, other) == alignment)
        #expect(DomainAlignment(other, one) == alignment)
    }

    /// The sender, the domain of bounces, the host of the site, whether it is https; and the levels of the results.
    @Test(arguments: [
        ("a@hop.fr", "hop.fr", "hop.fr", true, "ok ok ok ok"),
        ("a@hop.fr", "b.hop.fr", "www.hop.fr", true, "ok ok ok ok"),
        ("a@hop.fr", "hop.fr", "hop.fr", false, "ok ok ok warning"),
        ("a@hop.fr", "other.fr", "hop.fr", true, "ok warning ok ok"),
        ("a@hop.fr", "hop.fr", "127.0.0.1", false, "ok ok warning warning"),
        ("a@example.org", "example.org", "hop.fr", true, "problem ok warning ok"),
        ("a@mail.example.com", "mail.example.com", "example.com", true, "problem ok ok ok"),
    ])
    func `anything that receivers distrust is reported`(
        from: String, bounces: String, site: String, isSecure: Bool, levels: String
    ) throws {
        let mail = MailCheck(
            from: try EmailAddress(parsing: from), bounceDomain: bounces, siteHost: site, isSiteSecure: isSecure
        )
        #expect(mail.results.prefix(4).map(\.level.rawValue).joined(separator: " ") == levels)
        #expect(mail.results.filter { $0.level != .ok }.allSatisfy { $0.advice != nil })
    }

    @Test func `notes on signing are always given`() throws {
        let mail = MailCheck(
            from: try EmailAddress(parsing: "a@hop.fr"), bounceDomain: "hop.fr", siteHost: "hop.fr", isSiteSecure: true
        )
        let notes = mail.results.filter { $0.level == .note }
        #expect(notes.map(\.subject) == ["DKIM", "SPF", "DMARC"])
        #expect(notes[0].advice?.contains("*,+list-unsubscribe-post") == true)
    }
}
