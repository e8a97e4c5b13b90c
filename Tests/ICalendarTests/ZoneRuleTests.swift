import Foundation
import TestProcesses
import Testing

@testable import ICalendar

@Suite struct ZoneRuleTests {
    @Test func `a rule with summer time becomes a pair of yearly rules`() throws {
        let rule = try #require(ZoneRule(posix: "CET-1CEST,M3.5.0,M10.5.0/3"))
        #expect(
            lines(rule, named: "Europe/Paris") == [
                "BEGIN:VTIMEZONE", "TZID:Europe/Paris",
                "BEGIN:DAYLIGHT", "DTSTART:19700329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST",
                "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
                "BEGIN:STANDARD", "DTSTART:19701025T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET",
                "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
                "END:VTIMEZONE",
            ]
        )
    }

    @Test(arguments: [
        ("IST-5:30", "+0530", "IST"), ("<-03>3", "-0300", "-03"), ("<+0845>-8:45", "+0845", "+0845"),
        ("GMT0", "+0000", "GMT"),
        ("<-0930>9:30", "-0930", "-0930"),
    ])
    func `a rule without summer time becomes a single offset`(posix: String, offset: String, name: String) throws {
        let rule = try #require(ZoneRule(posix: posix)?.sayable)
        #expect(
            lines(rule, named: "X/Y") == [
                "BEGIN:VTIMEZONE", "TZID:X/Y", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:\(offset)",
                "TZOFFSETTO:\(offset)", "TZNAME:\(name)", "END:STANDARD", "END:VTIMEZONE",
            ]
        )
    }

    @Test(arguments: [
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "DTSTART:19700329T010000", "TZOFFSETTO:+0100"),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "DTSTART:19701004T020000", "TZOFFSETTO:+1100"),
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "DTSTART:19701004T020000", "TZOFFSETTO:+1100"),
        ("NST3:30NDT,M3.2.0,M11.1.0", "DTSTART:19700308T020000", "TZOFFSETTO:-0230"),
        ("<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45", "DTSTART:19700927T024500", "TZOFFSETTO:+1345"),
    ])
    func `daylight is the greater offset, and begins on a day of its rule`(posix: String, start: String, offset: String)
        throws
    {
        let rule = try #require(ZoneRule(posix: posix)?.sayable)
        let daylight = try #require(rule.component(named: "X/Y").split(separator: "BEGIN:DAYLIGHT").last)
        #expect(daylight.contains(start + "\r\n"))
        #expect(daylight.split(separator: "END:DAYLIGHT").first?.contains(offset + "\r\n") == true)
    }

    @Test(arguments: [
        "<-04>4<-03>,M9.1.6/24,M4.1.6/24", "EET-2EEST,M4.5.5/0,M10.5.4/24", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0",
        "IST-2IDT,M3.4.4/26,M10.5.0", "EET-2EEST,M3.4.4/50,M10.4.4/50", "UTC0",
    ])
    func `a rule that Outlook can't follow is not used`(posix: String) throws {
        let rule = try #require(ZoneRule(posix: posix))
        #expect(rule.sayable == nil)
    }

    @Test(arguments: [
        "", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,J60,J300", "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/", "CET-1 ", "<CET-1", "<C\r\n>-1", "C-1",
        "CET-1CEST,M3.5.0,M10.5.0x",
        "CET-999",
    ])
    func `a malformed rule and a rule with days of the year are refused`(posix: String) {
        #expect(ZoneRule(posix: posix) == nil)
    }

    @Test(arguments: [
        "CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT,M3.2.0,M11.1.0", "AEST-10AEDT,M10.1.0,M4.1.0/3",
        "IST-1GMT0,M10.5.0,M3.5.0/1", "<-04>4<-03>,M9.1.6/24,M4.1.6/24", "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "JST-9",
    ])
    func `a rule gives the same offsets as the C library`(posix: String) async throws {
        let rule = try #require(ZoneRule(posix: posix))
        let python = try ChildProcess("/usr/bin/python3", ["-c", Self.script], environment: ["TZ": posix])
        let expected = String(decoding: try await python.remainingOutput(), as: UTF8.self).split(separator: "\n")
        #expect(
            stride(from: 1_767_225_600, to: 1_956_528_000, by: 10_800).map { "\(rule.offset(at: $0))" }
                == expected.map(String.init))
    }

    /// From 2026 to 2031, every three hours.
    private static let script = """
        import time
        for instant in range(1767225600, 1956528000, 10800):
            print(time.localtime(instant).tm_gmtoff)
        """

    @Test(arguments: [
        ("20260710T190000", -7_200, true), ("20260710T190000", -3_600, false), ("20261210T190000", -3_600, true),
        ("20260329T023000", -3_600, false), ("20261025T023000", -7_200, false), ("20261025T030000", -3_600, true),
    ])
    func `a time is certain if the clock shows it once`(local: String, shift: Int, isCertain: Bool) throws {
        let rule = try #require(ZoneRule(posix: "CET-1CEST,M3.5.0,M10.5.0/3"))
        let time = try #require(CivilTime(local))
        #expect(rule.shows(time, onlyAt: time.secondsSince1970 + shift) == isCertain)
    }

    private func lines(_ rule: ZoneRule, named zone: String) -> [String] {
        rule.component(named: zone).components(separatedBy: "\r\n").dropLast()
    }
}
