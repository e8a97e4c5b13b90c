import Domain
import Foundation
import Testing

struct ZoneDataDiagnosisTests {
    @Test(
        arguments: [
            ("2026c", .ok), ("2025b", .ok), ("2025a", .warning), ("2024b", .warning), ("1999z", .warning),
            ("", .warning),
            ("26a", .warning), ("2026", .warning), ("2027a", .ok), (nil, .problem),
        ] as [(String?, Finding.Level)])
    func `rules of more than a year and a half are old`(version: String?, level: Finding.Level) throws {
        let now = try Date("2026-11-21T12:00:00Z", strategy: .iso8601)
        #expect(ZoneDataDiagnosis.finding(version: version, at: now).level == level)
    }
}
