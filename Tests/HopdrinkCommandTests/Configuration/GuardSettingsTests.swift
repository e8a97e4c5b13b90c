import Domain
import Hopdrink
import Testing

@testable import HopdrinkCommand

@Suite struct GuardSettingsTests {
    @Test func `what is left out keeps its default`() throws {
        let guarding = try Settings(yaml: "cities: []").guarding
        #expect(guarding == GuardSettings())
        #expect(guarding.leastSeconds == 2)
        #expect(guarding.limits.addressPrefix == Rate(300, per: 3600))
        #expect(guarding.limits.mailAddress == Rate(6, per: 3600))
        #expect(guarding.limits.meetup == Rate(600, per: 3600))
        #expect(guarding.limits.letters == Rate(3000, per: 3600))
        #expect(guarding.proxies.isEmpty)
    }

    @Test func `everything can be said, and switched off`() throws {
        let guarding = try Settings(
            yaml: """
                guard: {least_seconds: 0}
                limits: {address_prefix: 5/m, mail_address: no, meetup: 1/s, letters: 100/d}
                trusted_proxies: [127.0.0.1, "::1", 10.0.0.0/8]
                """
        ).guarding
        #expect(guarding.leastSeconds == 0)
        #expect(guarding.limits.addressPrefix == Rate(5, per: 60))
        #expect(guarding.limits.mailAddress == nil)
        #expect(guarding.limits.meetup == Rate(1, per: 1))
        #expect(guarding.limits.letters == Rate(100, per: 86_400))
        let networks = try ["127.0.0.1", "::1", "10.0.0.0/8"].map { try IPNetwork(parsing: $0) }
        #expect(guarding.proxies == TrustedProxies(networks))
    }

    @Test(arguments: [
        ("limits: {meetup: 60}", "limits.meetup"), ("limits: {letter: 1/h}", "limits.letter"),
        ("limits: {mail_address: 0/h}", "limits.mail_address"), ("guard: {least_seconds: 61}", "guard.least_seconds"),
        ("guard: {most_seconds: 1}", "guard.most_seconds"), ("trusted_proxies: [localhost]", "trusted_proxies[0]"),
        ("trusted_proxies: [127.0.0.1, 10.0.0.0/33]", "trusted_proxies[1]"), ("limits: no", "limits"),
    ])
    func `what can't be understood is said with its name`(yaml: String, field: String) {
        let errors = #expect(throws: ValidationErrors.self) { try Settings(yaml: yaml) }
        #expect(errors?.list.map(\.field) == [field])
    }

    @Test func `a proxy that is not named is told of where the site is reached by https`() throws {
        let level = { (yaml: String) in try Settings(yaml: yaml).proxyDiagnosis.finding.level }
        #expect(try level("base_url: https://hop.example") == .warning)
        #expect(try level("base_url: https://hop.example\ntrusted_proxies: [127.0.0.1]") == .ok)
        #expect(try level("base_url: https://hop.example\nlimits: {address_prefix: no}") == .ok)
        #expect(try level("cities: []") == .ok)
    }
}
