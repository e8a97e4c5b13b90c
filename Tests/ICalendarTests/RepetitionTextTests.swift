import Foundation
import TestZones
import Testing

@testable import ICalendar

@Suite struct RepetitionTextTests {
    private func repeating(
        _ rule: String, at local: String = "20261210T190000", in zone: String = "Europe/Paris", except: [String] = [],
        _ directory: ZoneDirectory = TestZones.world.directory
    ) throws -> Event {
        var event = Sample.event
        event.start = try Sample.zoned(local, zone, in: directory)
        event.end = try Sample.zoned(local.replacing("T19", with: "T21"), zone, in: directory)
        event.repetition = .rule(rule, except: try except.map { try Sample.zoned($0, zone, in: directory) })
        return event
    }

    private func document(
        of events: [Event], _ directory: ZoneDirectory = TestZones.world.directory
    ) -> CalendarDocument {
        var document = CalendarDocument(events: events)
        document.directory = directory
        return document
    }

    private func lines(of events: Event...) async throws -> ContentLines {
        ContentLines(try await document(of: events).rendered())
    }

    @Test func `a repeating event has its rule and one line for each exception, in local time`() async throws {
        let event = try repeating(
            "FREQ=MONTHLY;BYDAY=2TH", except: ["20270114T190000", "20270708T190000"]
        )
        let lines = try await lines(of: event)
        let first = try #require(lines.lines.firstIndex(of: "DTSTART;TZID=Europe/Paris:20261210T190000"))
        #expect(
            lines.lines[first..<first + 6] == [
                "DTSTART;TZID=Europe/Paris:20261210T190000", "DTEND;TZID=Europe/Paris:20261210T210000",
                "RRULE:FREQ=MONTHLY;BYDAY=2TH", "EXDATE;TZID=Europe/Paris:20270114T190000",
                "EXDATE;TZID=Europe/Paris:20270708T190000", "SEQUENCE:2",
            ]
        )
        #expect(lines.lines.filter { $0.hasPrefix("TZID:") } == ["TZID:Europe/Paris"])
    }

    @Test func `an event that replaces an instance names its original time, and has no rule`() async throws {
        var event = Sample.event
        event.repetition = .instance(try Sample.zoned("20261210T193000", "Europe/Paris"))
        let lines = try await lines(of: try repeating("FREQ=DAILY"), event)
        #expect(lines.line("RECURRENCE-ID") == ";TZID=Europe/Paris:20261210T193000")
        #expect(lines.lines.count { $0 == "RRULE:FREQ=DAILY" } == 1 && lines.count("RECURRENCE-ID") == 1)
    }

    @Test(arguments: [
        ("FREQ=DAILY;UNTIL=20270630", "Europe/Paris", "20270630T215959Z"),
        ("FREQ=DAILY;UNTIL=20270131T235959", "Europe/Paris", "20270131T225959Z"),
        ("FREQ=DAILY;UNTIL=20270630T120000", "Asia/Kolkata", "20270630T063000Z"),
        // The skipped hour, and the repeated hour.
        ("FREQ=DAILY;UNTIL=20270328T023000", "Europe/Paris", "20270328T013000Z"),
        ("FREQ=DAILY;UNTIL=20271031T023000", "Europe/Paris", "20271031T013000Z"),
    ])
    func `an UNTIL is in UTC if the start has a zone`(rule: String, zone: String, until: String) async throws {
        let text = try await document(of: [try repeating(rule, in: zone)]).rendered()
        #expect(ContentLines(text).lines.contains("RRULE:FREQ=DAILY;UNTIL=" + until))
    }

    @Test(arguments: ["FREQ=HOURLY", "FREQ=DAILY\r\nX-EVIL:1", ""]) func `an unknown rule is refused`(rule: String)
        async throws
    {
        let event = try repeating(rule)
        await #expect(throws: ICalendarError.unsupportedRule) { try await lines(of: event) }
    }

    @Test(arguments: [
        ("Europe/Paris", "20261210T190000", true), ("Asia/Kolkata", "20261210T003000", true),
        // The rule of Santiago can't be expressed, nor can UTC. Clocks change at midnight in Havana, and at two and
        // three in Paris.
        ("America/Santiago", "20261210T190000", false), ("Etc/UTC", "20261210T190000", false),
        ("America/Havana", "20270610T003000", false), ("America/Havana", "20280610T013000", true),
        ("Europe/Paris", "20261210T023000", false), ("Europe/Paris", "20261210T030000", true),
        ("Europe/Paris", "20261210T015959", true), ("Asia/Beirut", "20261210T233000", false),
        ("Europe/Dublin", "20261210T013000", false), ("Europe/Dublin", "20261210T023000", true),
        // Before the present law: before Europe's rules were unified, and before a winter with summer time in Havana.
        ("Europe/Paris", "19750710T190000", false), ("America/Havana", "20260610T190000", false),
    ])
    func `an event can repeat only if every program reads its times alike`(
        zone: String, local: String, canRepeat: Bool
    ) async throws {
        let event = try repeating("FREQ=DAILY", at: local, in: zone)
        #expect(document(of: [event]).canRepeat == canRepeat)
        if !canRepeat {
            await #expect(throws: ICalendarError.unsayableRepetition) { try await lines(of: event) }
        }
    }

    /// One meetup with several versions of one zone. A law that has been valid for a year and a half can be described;
    /// a new law or a future law can't.
    @Test(arguments: [
        ("Zone Test/City -5:00 Cuba C%sT", true),
        ("Zone Test/City -5:00 - CST", true),
        ("Zone Test/City -5:00 Cuba C%sT 2024 Nov 3 1:00\n-5:00 - CST", true),
        ("Zone Test/City -5:00 Cuba C%sT 2026 Mar 8 0:00\n-4:00 - CDT", false),
        ("Zone Test/City -5:00 Cuba C%sT 2026 Jan 1 0:00\n-6:00 - CST", false),
        ("Zone Test/City -5:00 Cuba C%sT 2029 Mar 11 0:00s\n-4:00 - CDT", false),
        ("Zone Test/City -5:00 Cuba C%sT 2029 Mar 11 0:00s\n-5:00 - CST", false),
    ])
    func `an event can repeat only if the law of its zone is old and permanent`(zone: String, canRepeat: Bool) throws {
        for isFat in [false, true] {
            let folder = try ZoneFolder(TestRules.cuba + zone, isFat: isFat)
            let event = try repeating("FREQ=DAILY", in: "Test/City", folder.directory)
            #expect(document(of: [event], folder.directory).canRepeat == canRepeat)
        }
    }

    @Test func `one ambiguous time is enough to forbid repetition`() throws {
        let excepted = try repeating("FREQ=DAILY", except: ["20270328T023000"])
        var moved = Sample.event
        moved.repetition = .instance(try Sample.zoned("20270328T023000", "Europe/Paris"))
        #expect(!document(of: [excepted]).canRepeat && !document(of: [moved]).canRepeat)
        #expect(document(of: [Sample.event]).canRepeat)
    }

    @Test func `libical accepts a series`() async throws {
        var moved = Sample.event
        moved.repetition = .instance(try Sample.zoned("20261210T193000", "Europe/Paris"))
        let master = try repeating("FREQ=WEEKLY;BYDAY=TH;COUNT=9", except: ["20261217T190000"])
        let text = try await document(of: [master, moved]).rendered()
        #expect(try RestrictionCheck.accepts(text))
    }
}
