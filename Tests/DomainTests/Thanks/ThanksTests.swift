import Domain
import Foundation
import Testing

struct ThanksTests {
    @Test(arguments: [
        ("2026-12-10T20:00:00Z", "2026-12-11T08:00:00Z"), ("2026-12-10T23:30:00Z", "2026-12-11T08:00:00Z"),
        ("2026-12-10T07:59:00Z", "2026-12-10T08:00:00Z"), ("2026-12-10T08:00:00Z", "2026-12-11T08:00:00Z"),
        ("2026-03-28T20:00:00Z", "2026-03-29T07:00:00Z"), ("2026-12-31T21:00:00Z", "2027-01-01T08:00:00Z"),
    ])
    func `thanks are due at the first nine in the morning after the end`(end: String, due: String) throws {
        let paris = try Zones.written.zone(parsing: "Europe/Paris")
        #expect(Thanks.due(after: try .utc(end), in: paris) == (try .utc(due)))
    }
}
