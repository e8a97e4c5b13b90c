import Domain
import Foundation
import Testing

struct OutboxDiagnosisTests {
    @Test(
        arguments: [
            (nil, 0, []), (0, 0, []), (600, 0, []), (601, 0, [.warning]), (nil, 1, [.warning]),
            (86_400, 3, [.warning, .warning]),
        ] as [(TimeInterval?, Int, [Finding.Level])])
    func `emails need a look when they do not leave, or when nobody knows whether they did`(
        delay: TimeInterval?, uncertain: Int, levels: [Finding.Level]
    ) {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let oldest = delay.map { now.addingTimeInterval(-$0) }
        let findings = OutboxDiagnosis.findings(oldestDue: oldest, uncertain: uncertain, at: now)
        #expect(findings.map(\.level) == levels)
        #expect(findings.allSatisfy { $0.advice != nil })
    }
}
