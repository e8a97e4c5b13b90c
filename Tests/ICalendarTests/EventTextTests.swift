import Foundation
import Testing

@testable import ICalendar

@Suite struct EventTextTests {
    @Test func `the lines of an event have a fixed order`() throws {
        var event = Sample.event
        event.description = "Un verre"
        event.location = "Tours"
        event.coordinates = Event.Coordinates(latitude: 47.394144, longitude: -0.68)
        event.url = "https://hopdrink.example/fr/meetups/1"
        event.organizer = Participant(name: "Tours", address: "tours@hopdrink.example")
        #expect(
            try lines(of: event).lines == [
                "BEGIN:VEVENT", "UID:01k9@hopdrink.example", "DTSTAMP:20261026T073320Z", "CREATED:20261025T073320Z",
                "LAST-MODIFIED:20261026T073320Z", "DTSTART;TZID=Europe/Paris:20261210T190000",
                "DTEND;TZID=Europe/Paris:20261210T220000", "SEQUENCE:2", "SUMMARY:Apéro à la cave",
                "DESCRIPTION:Un verre",
                "URL:https://hopdrink.example/fr/meetups/1", "LOCATION:Tours", "GEO:47.394144;-0.680000",
                "STATUS:CONFIRMED",
                "TRANSP:OPAQUE", "ORGANIZER;CN=Tours:mailto:tours@hopdrink.example", "END:VEVENT",
            ]
        )
    }

    @Test(arguments: [
        (1, "-PT1M"), (120, "-PT2H"), (1440, "-P1D"), (10_080, "-P1W"), (1530, "-P1DT1H30M"), (0, "-PT1M"),
    ])
    func `an alarm shows the title at the right time before the start`(minutes: Int, trigger: String) throws {
        var event = Sample.event
        event.alarm = minutes
        #expect(
            try lines(of: event).lines.suffix(6) == [
                "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Apéro à la cave", "TRIGGER:\(trigger)", "END:VALARM",
                "END:VEVENT",
            ]
        )
    }

    @Test(arguments: [
        ("a\\b;c,d\ne", "a\\\\b\\;c\\,d\\ne"), ("a\r\nBEGIN:VEVENT", "a\\nBEGIN:VEVENT"), ("a\rb\tc", "ab c"),
        ("\u{1}a\u{0}b\u{1F}", "ab"),
        ("a\u{7F}\u{85}\u{9B}\u{2028}\u{2029}b", "ab"), ("🍷\u{301}\n\u{301}", "🍷\u{301}\\n\u{301}"),
        ("a\\nb", "a\\\\nb"),
        (";\u{301}", "\\;\u{301}"), ("\r\n\u{301}ATTENDEE:mailto:x@y", "\\n\u{301}ATTENDEE:mailto:x@y"),
    ])
    func `a text stays within one value`(text: String, expected: String) throws {
        var event = Sample.event
        event.summary = text
        event.description = text
        event.location = text
        let lines = try lines(of: event)
        #expect(["SUMMARY", "DESCRIPTION", "LOCATION"].allSatisfy { lines.line($0) == ":" + expected })
        #expect(lines.names == (try self.lines(of: plain)).names)
    }

    @Test(arguments: [
        "https://x.example\r\nATTENDEE:mailto:evil@x.example", "https://x.example/\n", "https://x.example/a b",
        "https://é.example",
        "https://x.example/\u{0}", "https://x.example/\u{301}", "javascript:alert(1)", "HTTPS", "", "https:",
    ])
    func `an invalid URL is left out`(url: String) throws {
        var event = Sample.event
        event.url = url
        #expect(try lines(of: event).line("URL") == nil)
        #expect(try lines(of: event).line("ATTENDEE") == nil)
    }

    @Test(arguments: [
        ("Zoé", "Zoé"), ("Jo \"Le Chef\" Durand", "Jo ^'Le Chef^' Durand"), ("\"\u{301}", "^'\u{301}"),
        ("a^b^n^'", "a^^b^^n^^'"),
        ("a\r\nb\rc", "a bc"), ("🍷", "🍷"), ("Durand, Jo; x:y", "\"Durand, Jo; x:y\""), ("^\u{301}", "^^\u{301}"),
        ("a\u{0}\u{7F}\u{85}\u{2028}b", "ab"), ("Jo\\", "Jo\\"), ("\",\"", "\"^',^'\""),
    ])
    func `a name stays within one parameter`(name: String, expected: String) throws {
        var event = Sample.event
        event.organizer = Participant(name: name, address: "a@x.example")
        event.attendee = event.organizer.map {
            Attendee(participant: $0, participation: .accepted, isReplyWanted: false)
        }
        let lines = try lines(of: event)
        #expect(lines.line("ORGANIZER") == ";CN=\(expected):mailto:a@x.example")
        #expect(
            lines.line("ATTENDEE")
                == ";CN=\(expected);ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:a@x.example")
    }

    @Test func `a participant without a name has no name parameter`() throws {
        var event = Sample.event
        event.organizer = Participant(name: "\r\u{0}", address: "a@x.example")
        #expect(try lines(of: event).line("ORGANIZER") == ":mailto:a@x.example")
    }

    @Test(arguments: [
        (47.394144, 0.68484, "47.394144;0.684840"), (-0.0000001, 0, "0.000000;0.000000"),
        (-33.5, -179.9999999, "-33.500000;-180.000000"),
        (90, 180, "90.000000;180.000000"), (0.05, -0.05, "0.050000;-0.050000"),
    ])
    func `coordinates have six decimals`(latitude: Double, longitude: Double, text: String) throws {
        var event = Sample.event
        event.coordinates = Event.Coordinates(latitude: latitude, longitude: longitude)
        #expect(try lines(of: event).line("GEO") == ":" + text)
    }

    @Test(arguments: [(91.0, 0.0), (0, 180.5), (.nan, 0), (0, .infinity)])
    func `coordinates out of range are left out`(latitude: Double, longitude: Double) throws {
        var event = Sample.event
        event.coordinates = Event.Coordinates(latitude: latitude, longitude: longitude)
        #expect(try lines(of: event).line("GEO") == nil)
    }

    @Test(arguments: ["", "a b", "é", "a\r\nX:1", "a\u{0}", String(repeating: "x", count: 256)])
    func `an invalid identifier is refused`(uid: String) {
        var event = Sample.event
        event.uid = uid
        #expect(throws: ICalendarError.invalidIdentifier) { try lines(of: event) }
    }

    @Test func `an end that is not after the start is left out`() throws {
        var event = Sample.event
        event.end = event.start
        #expect(try lines(of: event).line("DTEND") == nil)
        #expect(try lines(of: event).line("DTSTART") == ";TZID=Europe/Paris:20261210T190000")
    }

    @Test func `an impossible modification time is refused`() {
        var event = Sample.event
        event.modified = Date(timeIntervalSince1970: .infinity)
        #expect(throws: ICalendarError.invalidTime) { try lines(of: event) }
    }

    @Test(arguments: [
        ("America/Santiago", "20261210T190000", "20261210T220000Z"),
        ("Africa/Cairo", "20261210T190000", "20261210T170000Z"),
        ("Asia/Jerusalem", "20261210T190000", "20261210T170000Z"), ("Etc/UTC", "20261210T190000", "20261210T190000Z"),
        // The repeated hour, the skipped hour, and a summer before the present rule.
        ("Europe/Paris", "20261025T023000", "20261025T003000Z"),
        ("Europe/Paris", "20260329T023000", "20260329T013000Z"),
        ("Europe/Paris", "19750710T190000", "19750710T180000Z"),
    ])
    func `a time that programs may read differently is in UTC`(zone: String, local: String, utc: String) throws {
        var event = Sample.event
        event.start = try Sample.zoned(local, zone)
        event.end = ZonedTime(local: "20261210T220000", zone: zone, utc: event.start.utc.addingTimeInterval(10_800))
        let lines = try lines(of: event)
        #expect(lines.line("DTSTART") == ":" + utc)
        #expect(lines.line("DTEND")?.hasSuffix("Z") == true)
    }

    @Test func `a time that contradicts our zone data is written in UTC`() throws {
        // Casablanca has one offset in its rule and another one in Ramadan. The other cases are a zone whose law has
        // changed, and unknown zones.
        for (zone, offset) in [
            ("Africa/Casablanca", 5_400), ("Europe/Paris", 7_200), ("Europe/Tours", 3_600), ("../x", 0),
        ] {
            var event = Sample.event
            event.start = ZonedTime(
                local: "20261210T190000", zone: zone, utc: Self.occurrence.addingTimeInterval(Double(-offset)))
            event.end = ZonedTime(local: "20261210T220000", zone: zone, utc: event.start.utc.addingTimeInterval(10_800))
            let expected = CivilTime(utc: event.start.utc)?.text ?? ""
            #expect(try lines(of: event).line("DTSTART") == ":\(expected)Z")
        }
    }

    @Test func `an instant out of range is refused`() {
        for seconds in [9e18, -9e18, .nan, .infinity, 1e15] {
            var event = Sample.event
            event.start.utc = Date(timeIntervalSince1970: seconds)
            #expect(throws: ICalendarError.invalidTime) { try lines(of: event) }
        }
    }

    /// 19:00 in London.
    private static let occurrence = Date(timeIntervalSince1970: 1_796_929_200)

    private var plain: Event {
        var event = Sample.event
        event.description = "x"
        event.location = "x"
        return event
    }

    private func lines(of event: Event) throws -> ContentLines {
        ContentLines(try event.text(at: WrittenTimes(of: event, in: ZoneTable(for: [event], in: .system))))
    }
}
