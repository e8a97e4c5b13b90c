import Domain
import Testing

struct ProxyCheckTests {
    @Test(arguments: [
        (true, false, true, CheckResult.Level.warning), (true, true, true, .ok), (true, false, false, .ok),
        (false, false, true, .ok),
    ])
    func `a proxy that nobody named makes one visitor of all`(
        isSecure: Bool, namesProxies: Bool, limitsAddresses: Bool, level: CheckResult.Level
    ) {
        let check = ProxyCheck(
            isSecure: isSecure, namesProxies: namesProxies, limitsAddresses: limitsAddresses
        )
        #expect(check.result.level == level)
    }
}
