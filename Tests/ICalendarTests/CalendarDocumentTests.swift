import Foundation
import Testing

@testable import ICalendar

@Suite struct CalendarDocumentTests {
    @Test func `a feed has a header, each zone once and its events in order`() async throws {
        var second = Sample.event
        second.uid = "01ka@hopdrink.example"
        let document = CalendarDocument(name: "Apéro, Tours; \\o/", refreshMinutes: 90, events: [Sample.event, second])
        let lines = ContentLines(try await document.rendered())
        #expect(
            lines.lines.prefix(10) == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hopdrink//Hopdrink//EN", "CALSCALE:GREGORIAN",
                "NAME:Apéro\\, Tours\\; \\\\o/", "REFRESH-INTERVAL;VALUE=DURATION:PT1H30M", "X-PUBLISHED-TTL:PT1H30M",
                "X-WR-CALNAME:Apéro\\, Tours\\; \\\\o/", "BEGIN:VTIMEZONE", "TZID:Europe/Paris",
            ]
        )
        #expect(
            lines.lines.filter { $0.hasPrefix("BEGIN:") } == [
                "BEGIN:VCALENDAR", "BEGIN:VTIMEZONE", "BEGIN:DAYLIGHT", "BEGIN:STANDARD", "BEGIN:VEVENT",
                "BEGIN:VEVENT",
            ])
        #expect(
            lines.lines.filter { $0.hasPrefix("UID:") } == ["UID:01k9@hopdrink.example", "UID:01ka@hopdrink.example"])
        #expect(lines.lines.last == "END:VCALENDAR")
    }

    @Test func `an empty feed is a valid calendar`() async throws {
        let text = try await CalendarDocument(events: []).rendered()
        #expect(
            text
                == "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hopdrink//Hopdrink//EN\r\nCALSCALE:GREGORIAN\r\nEND:VCALENDAR\r\n"
        )
    }

    @Test(arguments: [nil, "", "\r\n\r"]) func `a calendar without a name has none`(name: String?) async throws {
        let lines = ContentLines(try await CalendarDocument(name: name, events: []).rendered())
        #expect(lines.count("NAME") == lines.count("X-WR-CALNAME"))
        #expect(lines.line("NAME")?.contains { $0 != ":" && $0 != " " } != true)
    }

    @Test(arguments: ["a\r\nMETHOD:PUBLISH", "a\nb", "\u{2028}a\u{0}\u{85}b", "a\r\n\u{301}X:1"])
    func `a name stays on its line`(name: String) async throws {
        let lines = ContentLines(try await CalendarDocument(name: name, events: []).rendered())
        #expect(lines.names == ["BEGIN", "VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "END"])
        #expect(lines.line("NAME") == lines.line("X-WR-CALNAME"))
    }

    @Test(arguments: [0, -5, 1_000_000_000, .max, .min])
    func `an invalid interval is left out`(minutes: Int) async throws {
        let lines = ContentLines(try await CalendarDocument(refreshMinutes: minutes, events: []).rendered())
        #expect(lines.count("REFRESH-INTERVAL") == 0)
        #expect(lines.count("X-PUBLISHED-TTL") == 0)
    }

    @Test func `only zones that an event names are described, sorted by name`() async throws {
        let events = try ["Europe/Paris", "America/Santiago", "America/Martinique", "UTC", "Europe/Paris"].map { zone in
            var event = Sample.event
            event.start = try Sample.zoned("20261210T190000", zone)
            event.end = try Sample.zoned("20261210T220000", zone)
            return event
        }
        let lines = ContentLines(try await CalendarDocument(events: events).rendered())
        #expect(lines.lines.filter { $0.hasPrefix("TZID:") } == ["TZID:America/Martinique", "TZID:Europe/Paris"])
        #expect(lines.lines.count { $0.hasPrefix("DTSTART;TZID=") } == 3)
        #expect(lines.lines.count { $0.hasPrefix("DTSTART:2026") && $0.hasSuffix("Z") } == 2)
    }

    @Test func `a meetup may end in another zone`() async throws {
        var event = Sample.event
        event.end = try Sample.zoned("20261210T220000", "Europe/London")
        let lines = ContentLines(try await CalendarDocument(events: [event]).rendered())
        #expect(lines.lines.filter { $0.hasPrefix("TZID:") } == ["TZID:Europe/London", "TZID:Europe/Paris"])
        #expect(lines.line("DTEND") == ";TZID=Europe/London:20261210T220000")
    }

    @Test func `lines are short, end in CR LF and never cut a character`() async throws {
        var event = Sample.event
        event.summary = String(repeating: "é🍷", count: 200)
        event.description = String(repeating: "ab\u{301}, ; \\ \n", count: 200) + "\u{1}\u{7F}\u{85}"
        event.organizer = Participant(name: String(repeating: "ü\"^;", count: 50), address: "a@x.example")
        for padding in 0..<8 {
            let name = String(repeating: "x", count: padding) + String(repeating: "🍷é,", count: 60)
            let text = try await CalendarDocument(name: name, events: [event]).rendered()
            let folded = ContentLines(text).folded
            #expect(folded.allSatisfy { $0.utf8.count <= 75 && !$0.isEmpty })
            #expect(folded.joined(separator: "\r\n") + "\r\n" == text)
            #expect(!folded.contains { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } })
            #expect(ContentLines(text).line("SUMMARY") == ":" + event.summary)
        }
    }

    @Test func `equal documents have equal bytes`() async throws {
        let document = CalendarDocument(name: "Tours", refreshMinutes: 60, events: [Sample.event, Sample.event])
        let first = try await document.rendered()
        #expect(try await document.rendered() == first)
    }

    @Test(arguments: [CalendarDocument.Method.request, .cancel])
    func `libical accepts an invitation for its method`(method: CalendarDocument.Method) async throws {
        let text = try await Sample.invitation(method).rendered()
        let lines = ContentLines(text)
        #expect(lines.line("METHOD") == (method == .request ? ":REQUEST" : ":CANCEL"))
        #expect(lines.line("STATUS") == (method == .request ? ":CONFIRMED" : ":CANCELLED"))
        #expect(
            lines.line("ATTENDEE")
                == ";CN=Zoé;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:zoe@example.org"
        )
        #expect(try RestrictionCheck.accepts(text))
        #expect(try !RestrictionCheck.accepts(text.replacing("ORGANIZER;", with: "X-ORGANIZER;")))
    }

    @Test func `libical accepts a feed without a method`() async throws {
        let document = CalendarDocument(name: "Tours", refreshMinutes: 60, events: [Sample.event])
        let text = try await document.rendered()
        #expect(try RestrictionCheck.accepts(text))
    }

    @Test func `an invitation needs one event, an organizer and an attendee`() async {
        let whole = Sample.invitation(.request)
        var twice = whole
        twice.events += whole.events
        var alone = whole
        alone.events[0].attendee = nil
        var nobodys = whole
        nobodys.events[0].organizer = nil
        for document in [CalendarDocument(method: .cancel, events: []), twice, alone, nobodys] {
            await #expect(throws: ICalendarError.incompleteInvitation) { try await document.rendered() }
        }
    }
}
