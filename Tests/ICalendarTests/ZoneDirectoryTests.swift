import Foundation
import TestZones
import Testing

@testable import ICalendar

@Suite struct ZoneDirectoryTests {
    @Test(arguments: [
        "Europe/Paris", "America/Martinique", "Pacific/Noumea", "Europe/Kyiv", "America/Indiana/Knox", "UTC",
    ])
    func `a zone or link of the tz database is known`(id: String) {
        #expect(TestZones.world.directory.isKnown(id))
    }

    @Test(arguments: [
        "", "Europe", "Europe/Tours", "europe/paris", "Europe/Paris ", "Europe/Paris\n", "Europe/Paris\u{301}",
        "Europe/\u{212A}yiv", "/Europe/Paris",
        "../zoneinfo/Europe/Paris", "../../../etc/passwd", "posix/Europe/Paris", "right/Europe/Paris", "tzdata.zi",
        "zone.tab",
        "localtime", "Europe/./Paris", "Europe//Paris",
    ])
    func `any other name is unknown, even if a file has it`(id: String) {
        for directory in [TestZones.world.directory, ZoneDirectory(path: "/usr/share/zoneinfo")] {
            #expect(!directory.isKnown(id))
            #expect(ZoneClock(zone: id, in: directory) == nil)
        }
    }

    private static let source = """
        Zone Test/City 1:00 - CET
        Zone Test/Deep/Town 2:00 - EET
        Link Test/City Test/Old

        """

    /// The first folder is like the result of `make install` of the tz database, the second one like the result of
    /// `zic` alone.
    @Test(arguments: [("2026a", "2026a"), (nil, "")] as [(String?, String)])
    func `a folder knows its version and its zones, with or without a list`(
        version: String?, said: String
    ) throws {
        let folder = try ZoneFolder(Self.source, version: version)
        #expect(folder.directory.version == said)
        for zone in ["Test/City", "Test/Deep/Town", "Test/Old"] {
            #expect(ZoneClock(zone: zone, in: folder.directory) != nil)
        }
        for name in ["Test", "Test/Deep", "source", "tzdata.zi", "posix/Test/City"] {
            #expect(!folder.directory.isKnown(name))
        }
    }

    @Test func `a version may be alone in its file, and a folder may have no zones`() throws {
        let folder = try ZoneFolder(Self.source)
        try "2025b\n".write(toFile: "\(folder.path)/+VERSION", atomically: true, encoding: .utf8)
        #expect(ZoneDirectory(path: folder.path).version == "2025b")
        #expect(ZoneDirectory(path: "/nonexistent").version == nil)
        #expect(!ZoneDirectory(path: "/nonexistent").isKnown("Test/City"))
    }

    @Test func `a process keeps the zone data that it read first`() throws {
        let folder = try ZoneFolder(Self.source, version: "2026a")
        #expect(ZoneClock(zone: "Test/City", in: folder.directory)?.offset(at: 0) == 3_600)
        let newer = try ZoneFolder(Self.source.replacing("1:00", with: "3:00"), version: "2026b")
        try FileManager.default.removeItem(atPath: "\(folder.path)/Test/City")
        try FileManager.default.copyItem(atPath: "\(newer.path)/Test/City", toPath: "\(folder.path)/Test/City")
        #expect(ZoneClock(zone: "Test/City", in: folder.directory)?.offset(at: 0) == 3_600)
        #expect(ZoneClock(zone: "Test/City", in: ZoneDirectory(path: folder.path))?.offset(at: 0) == 10_800)
    }
}
