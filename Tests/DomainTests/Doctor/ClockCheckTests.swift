import Domain
import Foundation
import Testing

struct ClockCheckTests {
    @Test(
        arguments: [
            ("2026-11-21T12:00:00Z", nil, true, .ok), ("2026-11-21T12:00:00Z", nil, false, .warning),
            ("1970-01-01T00:03:00Z", nil, true, .problem), ("2026-11-21T12:00:00Z", 15, true, .ok),
            ("2026-11-21T12:00:00Z", 16, true, .problem), ("2026-11-21T12:00:00Z", -16, false, .problem),
        ] as [(String, TimeInterval?, Bool, CheckResult.Level)])
    func `clock is right if it is recent, synchronised and close to the server's`(
        now: String, lead: TimeInterval?, isSynchronised: Bool, level: CheckResult.Level
    ) throws {
        let now = try Date(now, strategy: .iso8601)
        #expect(ClockCheck.result(now: now, lead: lead, isSynchronised: isSynchronised).level == level)
    }

    @Test func `result states which clock is ahead`() {
        let now = Date(timeIntervalSince1970: 1_800_000_000)
        let ahead = ClockCheck.result(now: now, lead: 60, isSynchronised: true)
        #expect(ahead.sentence == "The database server's clock is 60 seconds ahead of this machine's.")
        let behind = ClockCheck.result(now: now, lead: -60, isSynchronised: true)
        #expect(behind.sentence == "The database server's clock is 60 seconds behind this machine's.")
    }
}
