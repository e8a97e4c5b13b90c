import Domain
import Testing

struct ProxyDiagnosisTests {
    @Test(arguments: [
        (true, false, true, Finding.Level.warning), (true, true, true, .ok), (true, false, false, .ok),
        (false, false, true, .ok),
    ])
    func `a proxy that nobody named makes one visitor of all`(
        isSecure: Bool, namesProxies: Bool, limitsAddresses: Bool, level: Finding.Level
    ) {
        let diagnosis = ProxyDiagnosis(
            isSecure: isSecure, namesProxies: namesProxies, limitsAddresses: limitsAddresses
        )
        #expect(diagnosis.finding.level == level)
    }
}
