import Domain
import Foundation
import Testing

struct ZoneDataCheckTests {
    private func now() throws -> Date { try Date("2026-11-21T12:00:00Z", strategy: .iso8601) }

    private func results(
        _ version: String?, newest: String? = nil, in place: String = "/new", changing zones: String...
    ) throws -> [CheckResult] {
        let from = try Date("2026-11-01T05:00:00Z", strategy: .iso8601)
        return ZoneDataCheck(
            version: version, path: "/zones", made: nil,
            newest: newest.map { ZoneDataCheck.Newest(version: $0, place: place) },
            changes: zones.map { ZoneDataCheck.Change(zone: $0, from: from, meetups: $0 == "A/B" ? 1 : nil) }
        ).results(at: try now())
    }

    @Test(
        arguments: [
            ("2026c", .ok), ("2025c", .ok), ("2025b", .ok), ("2025a", .warning), ("1999z", .warning),
            ("", .warning), ("26a", .warning), ("2026", .warning), ("2026A", .warning), ("2026ab", .warning),
            ("2025c-0+deb12u1", .ok), ("2027a", .ok), (nil, .problem),
        ] as [(String?, CheckResult.Level)])
    func `rules older than about a year and a half give a warning`(version: String?, level: CheckResult.Level) throws {
        #expect(try results(version).map(\.level) == [level])
    }

    @Test func `result states the version, the place and the age of the rules`() throws {
        #expect(try results("2026c")[0].sentence == "The rules are those of 2026c in /zones, about 112 days old.")
    }

    /// The version, the date of its files, and the release date that follows.
    @Test(
        arguments: [
            ("2026a", nil, "2026-02-01"), ("2026d", nil, "2026-11-01"), ("2026f", nil, "2026-12-01"),
            ("2026f", "2026-10-29", "2026-10-29"), ("2026a", "2026-03-05", "2026-02-01"),
            // Systems that keep no dates of files state 1970.
            ("2026f", "1970-01-01", "2026-12-01"),
        ] as [(String, String?, String)])
    func `release date of a version is not later than its files`(
        version: String, made: String?, released: String
    ) throws {
        let instant = { try Date("\($0)T00:00:00Z", strategy: .iso8601) } as (String) throws -> Date
        let found = try #require(ZoneDataVersion(parsing: version))
        #expect(try found.released(made: made.map(instant)) == instant(released))
    }

    @Test func `versions are ordered by year and letter`() {
        let versions = ["1999z", "2025a", "2025b", "2026a", "2026f"].compactMap(ZoneDataVersion.init(parsing:))
        #expect(versions.count == 5 && versions == versions.shuffled().sorted())
        #expect(versions.map(\.description).last == "2026f")
    }

    @Test func `result names the changes of newer rules`() throws {
        let changed = try results("2026c", newest: "2026f", changing: "A/B", "C/D")[1]
        #expect(changed.level == .warning)
        let zones = "A/B from 2026-11-01T05:00:00Z (1 meetup); C/D from 2026-11-01T05:00:00Z"
        #expect(changed.sentence == "By the newest known, 2026f in /new, clocks differ: \(zones).")
        #expect(changed.advice == "Update the package tzdata, then restart the daemon.")
        let read = try results("2026c", newest: "2026f", in: "/zones", changing: "A/B")[1]
        #expect(read.advice?.hasPrefix("Restart the daemon") == true)
        #expect(try results("2026c", newest: "2026f").map(\.level) == [.ok, .ok])
    }
}
