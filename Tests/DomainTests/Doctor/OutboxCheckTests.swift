import Domain
import Foundation
import Testing

struct OutboxCheckTests {
    @Test(
        arguments: [
            (nil, 0, []), (0, 0, []), (600, 0, []), (601, 0, [.warning]), (nil, 1, [.warning]),
            (86_400, 3, [.warning, .warning]),
        ] as [(TimeInterval?, Int, [CheckResult.Level])])
    func `late emails and uncertain emails each give a warning`(
        delay: TimeInterval?, uncertain: Int, levels: [CheckResult.Level]
    ) {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let oldest = delay.map { now.addingTimeInterval(-$0) }
        let results = OutboxCheck.results(oldestDue: oldest, uncertain: uncertain, at: now)
        #expect(results.map(\.level) == levels)
        #expect(results.allSatisfy { $0.advice != nil })
    }
}
