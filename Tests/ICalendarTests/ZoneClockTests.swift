import Foundation
import TestProcesses
import TestZones
import Testing

@testable import ICalendar

@Suite struct ZoneClockTests {
    @Test(arguments: [
        ("Europe/Paris", "20261210T180000", 3_600), ("Europe/Paris", "20260710T170000", 7_200),
        ("America/Martinique", "20261210T230000", -14_400), ("Indian/Reunion", "20261210T150000", 14_400),
        ("Asia/Kolkata", "20261210T133000", 19_800), ("Europe/Paris", "19000101T115039", 561),
        ("Europe/Paris", "20600710T170000", 7_200), ("Australia/Lord_Howe", "20261003T152959", 37_800),
        ("Australia/Lord_Howe", "20261003T153000", 39_600), ("Pacific/Apia", "20111230T095959", -36_000),
        ("Pacific/Apia", "20111230T100000", 50_400),
    ])
    func `a zone has its offset at an instant`(zone: String, utc: String, offset: Int) throws {
        let clock = try #require(ZoneClock(zone: zone, in: TestZones.world.directory))
        #expect(clock.offset(at: try #require(CivilTime(utc)).secondsSince1970) == offset)
    }

    /// Versions of zones as laws might define them, each as a file of both kinds.
    @Test(arguments: [
        "Zone Test/City -5:00 Cuba C%sT", "Zone Test/City -5:00 Cuba C%sT 2026 Mar 8 0:00\n-4:00 - CDT",
        "Zone Test/City 5:45 - %z 2027 Feb 1 2:00\n6:15 Cuba %z", "Zone Test/City 0 - UTC",
        // Winter is the exception, with an offset below the standard time.
        "Zone Test/City 1:00 Eire IST/GMT",
        // A month that moves from year to year, beyond the end of the known changes.
        "Zone Test/City 1:00 Fasting %z", "Zone Test/City -10:00 - %z 2026 Dec 30\n14:00 - %z",
        "Zone Test/City 10:30 Half %z",
    ])
    func `offsets equal Python's in any version of a zone`(zone: String) async throws {
        for isFat in [false, true] {
            let folder = try ZoneFolder(TestRules.all + zone, isFat: isFat)
            try await compare(folder.directory, zones: ["Test/City"], step: 93_600)
        }
    }

    @Test func `offsets equal Python's in all zones of the system`() async throws {
        let system = ZoneDirectory(path: "/usr/share/zoneinfo")
        let names = try FileManager.default.subpathsOfDirectory(atPath: system.path).filter(system.isKnown)
        #expect(names.count > 300)
        try await compare(system, zones: names.sorted(), step: 2_000_003)
    }

    private func compare(_ directory: ZoneDirectory, zones: [String], step: Int) async throws {
        let python = try ChildProcess("/usr/bin/python3", ["-c", Self.script, directory.path, "\(step)"])
        try python.write((zones.joined(separator: "\n") + "\n").utf8)
        let lines = String(decoding: try await python.remainingOutput(), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == zones.count)
        for (zone, line) in zip(zones, lines) {
            let clock = try #require(ZoneClock(zone: zone, in: directory))
            let expected = line.split(separator: " ").compactMap { Int($0) }
            let found = stride(from: 1_451_606_400, to: 2_524_608_000, by: step).map(clock.offset)
            #expect(found == expected, "\(zone)")
        }
    }

    /// From 2016 to 2050, with the given step in seconds.
    private static let script = """
        import sys
        from datetime import datetime
        from zoneinfo import ZoneInfo
        for name in sys.stdin.read().split():
            with open(f"{sys.argv[1]}/{name}", "rb") as file:
                zone = ZoneInfo.from_file(file)
            instants = range(1451606400, 2524608000, int(sys.argv[2]))
            print(*[int(datetime.fromtimestamp(each, zone).utcoffset().total_seconds()) for each in instants])
        """
}
