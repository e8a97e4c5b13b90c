import Domain
import Testing

struct ProxyCheckTests {
    @Test(arguments: [
        (true, false, true, CheckResult.Level.warning), (true, true, true, .ok), (true, false, false, .ok),
        (false, false, true, .ok),
    ])
    func `https without a named proxy gives a warning if addresses are limited`(
        isSecure: Bool, namesProxies: Bool, limitsAddresses: Bool, level: CheckResult.Level
    ) {
        let check = ProxyCheck(
            isSecure: isSecure, namesProxies: namesProxies, limitsAddresses: limitsAddresses
        )
        #expect(check.result.level == level)
    }
}
