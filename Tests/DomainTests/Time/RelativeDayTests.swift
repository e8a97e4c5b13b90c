import Domain
import Foundation
import Testing

struct RelativeDayTests {
    @Test(
        arguments: [
            ("2026-12-10T18:00:00Z", "2026-12-09T18:00:00Z", .tomorrow),
            ("2026-12-10T18:00:00Z", "2026-12-09T22:59:59Z", .tomorrow),
            ("2026-12-10T18:00:00Z", "2026-12-09T23:00:00Z", .today),
            ("2026-12-10T18:00:00Z", "2026-12-10T17:59:00Z", .today),
            ("2026-12-10T18:00:00Z", "2026-12-08T22:59:00Z", .another),
            ("2026-12-10T23:30:00Z", "2026-12-10T22:59:00Z", .tomorrow),
            ("2026-12-10T23:30:00Z", "2026-12-10T23:00:00Z", .today),
            ("2027-01-01T18:00:00Z", "2026-12-31T18:00:00Z", .tomorrow),
            ("2026-10-25T20:00:00Z", "2026-10-24T22:00:00Z", .today),
            ("2026-12-10T18:00:00Z", "2026-12-12T18:00:00Z", .another),
        ] as [(String, String, RelativeDay)])
    func `today and tomorrow are days of the city's calendar`(start: String, now: String, relativeDay: RelativeDay)
        throws
    {
        let paris = try Zones.written.zone(parsing: "Europe/Paris")
        #expect(RelativeDay(of: try .utc(start), in: paris, at: try .utc(now)) == relativeDay)
    }
}
