import Domain
import Hopdrink
import Testing

@testable import HopdrinkCommand

@Suite struct AbuseSettingsTests {
    @Test func `a missing setting keeps its default`() throws {
        let abuse = try Settings(yaml: "cities: []").abuse
        #expect(abuse == AbuseSettings())
        #expect(abuse.minSeconds == 2)
        #expect(abuse.limits.addressPrefix == Rate(300, per: 3600))
        #expect(abuse.limits.emailAddress == Rate(6, per: 3600))
        #expect(abuse.limits.meetup == Rate(600, per: 3600))
        #expect(abuse.limits.emails == Rate(3000, per: 3600))
        #expect(abuse.proxies.isEmpty)
    }

    @Test func `every setting can be set, and limits can be turned off`() throws {
        let abuse = try Settings(
            yaml: """
                guard: {min_seconds: 0}
                limits: {address_prefix: 5/m, email_address: no, meetup: 1/s, emails: 100/d}
                trusted_proxies: [127.0.0.1, "::1", 10.0.0.0/8]
                """
        ).abuse
        #expect(abuse.minSeconds == 0)
        #expect(abuse.limits.addressPrefix == Rate(5, per: 60))
        #expect(abuse.limits.emailAddress == nil)
        #expect(abuse.limits.meetup == Rate(1, per: 1))
        #expect(abuse.limits.emails == Rate(100, per: 86_400))
        let networks = try ["127.0.0.1", "::1", "10.0.0.0/8"].map { try IPNetwork(parsing: $0) }
        #expect(abuse.proxies == TrustedProxies(networks))
    }

    @Test(arguments: [
        ("limits: {meetup: 60}", "limits.meetup"), ("limits: {letter: 1/h}", "limits.letter"),
        ("limits: {email_address: 0/h}", "limits.email_address"), ("guard: {min_seconds: 61}", "guard.min_seconds"),
        ("guard: {most_seconds: 1}", "guard.most_seconds"), ("trusted_proxies: [localhost]", "trusted_proxies[0]"),
        ("trusted_proxies: [127.0.0.1, 10.0.0.0/33]", "trusted_proxies[1]"), ("limits: no", "limits"),
    ])
    func `an invalid setting is reported with its name`(yaml: String, field: String) {
        let errors = #expect(throws: ValidationErrors.self) { try Settings(yaml: yaml) }
        #expect(errors?.list.map(\.field) == [field])
    }

    @Test func `an https site without a trusted proxy gets a warning`() throws {
        let level = { (yaml: String) in try Settings(yaml: yaml).proxyCheck.result.level }
        #expect(try level("base_url: https://hop.example") == .warning)
        #expect(try level("base_url: https://hop.example\ntrusted_proxies: [127.0.0.1]") == .ok)
        #expect(try level("base_url: https://hop.example\nlimits: {address_prefix: no}") == .ok)
        #expect(try level("cities: []") == .ok)
    }
}
