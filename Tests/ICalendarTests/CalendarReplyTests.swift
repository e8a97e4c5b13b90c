import Foundation
import Testing

@testable import ICalendar

@Suite struct CalendarReplyTests {
    @Test func `a reply of Google is parsed, with the note and the guests in parameters`() throws {
        let reply = try #require(
            try CalendarReply.reading(
                Self.document(
                    """
                    DTSTART:20261210T180000Z
                    DTEND:20261210T210000Z
                    DTSTAMP:20261201T091500Z
                    ORGANIZER;CN=Apéro Tours:mailto:rsvp+x7@hopdrink.example
                    UID:01k9@hopdrink.example
                    ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=zoe@ex
                     ample.org;X-NUM-GUESTS=2;X-RESPONSE-COMMENT="à huit heures, ^'peut-être^'^n;
                      oui":mailto:Zoe@Example.ORG
                    CREATED:20261130T120000Z
                    DESCRIPTION:Une soirée
                    LAST-MODIFIED:20261201T091500Z
                    SEQUENCE:2
                    STATUS:CONFIRMED
                    SUMMARY:Apéro à la cave
                    TRANSP:OPAQUE
                    """)
            ).first)
        let expected = CalendarReply(
            uid: "01k9@hopdrink.example", recurrenceID: nil, sequence: 2,
            stamp: Date(timeIntervalSince1970: 1_796_116_500), attendee: "Zoe@example.org", sentBy: nil,
            participation: .accepted, comment: "à huit heures, \"peut-être\"\n; oui", guests: 2)
        #expect(reply == expected)
    }

    @Test func `a reply of Exchange is parsed without an organizer and a stamp`() throws {
        let zone = """
            BEGIN:VTIMEZONE
            TZID:Romance Standard Time
            BEGIN:STANDARD
            DTSTART:16010101T030000
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
            END:STANDARD
            END:VTIMEZONE

            """
        let event = """
            ATTENDEE;PARTSTAT=DECLINED;CN=Zoé:MAILTO:zoe@example.org
            COMMENT;LANGUAGE=fr-FR:Désolée\\, pas ce soir\\n
            UID:01k9@hopdrink.example
            SUMMARY;LANGUAGE=fr-FR:Refusé: Apéro à la cave
            DTSTART;TZID=Romance Standard Time:20261210T190000
            CLASS:PUBLIC
            X-MICROSOFT-CDO-APPT-SEQUENCE:2
            """
        let replies = try CalendarReply.reading(Self.document(event, before: zone))
        let expected = CalendarReply(
            uid: "01k9@hopdrink.example", recurrenceID: nil, sequence: nil, stamp: nil, attendee: "zoe@example.org",
            sentBy: nil, participation: .declined, comment: "Désolée, pas ce soir", guests: nil)
        #expect(replies == [expected])
    }

    @Test func `replies of Apple and Thunderbird are parsed, with an instance and a delegate`() throws {
        let apple = """
            ATTENDEE;CN="Zoé";CUTYPE=INDIVIDUAL;EMAIL="zoe@example.org";PARTSTAT=TENTATIVE:/aMTIzNDU2/principal/
            DTSTAMP:20261201T091500Z
            ORGANIZER;CN=Tours:mailto:rsvp+x7@hopdrink.example
            RECURRENCE-ID;TZID=Europe/Paris:20261210T190000
            SEQUENCE:0
            UID:1@hopdrink.example
            """
        let thunderbird = """
            DTSTAMP:20261201T091500Z
            UID:2@hopdrink.example
            ATTENDEE;RSVP=TRUE;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;SENT-BY="mailto:assistant@Exam
             ple.org":mailto:zoe%2Bhop@example.org
            """
        let replies = try CalendarReply.reading(
            Self.document(apple + "\nEND:VEVENT\nBEGIN:VEVENT\n" + thunderbird))
        #expect(replies.map(\.uid) == ["1@hopdrink.example", "2@hopdrink.example"])
        #expect(replies.map(\.attendee) == ["zoe@example.org", "zoe+hop@example.org"])
        #expect(replies.map(\.participation) == [.tentative, .accepted])
        #expect(replies.map(\.recurrenceID) == ["20261210T190000", nil])
        #expect(replies.map(\.sentBy) == [nil, "assistant@example.org"])
        #expect(replies.map(\.sequence) == [0, nil])
    }

    @Test(arguments: [
        ("PARTSTAT=ACCEPTED", CalendarReply.Participation.accepted), ("PARTSTAT=declined", .declined),
        ("PARTSTAT=TENTATIVE", .tentative), ("PARTSTAT=DELEGATED", .delegated), ("PARTSTAT=X-MAYBE", .other),
        ("PARTSTAT=NEEDS-ACTION", .needsAction), ("CN=Zoe", .needsAction), ("PARTSTAT=IN-PROCESS", .other),
    ])
    func `every participation has its meaning`(parameter: String, participation: CalendarReply.Participation) throws {
        let replies = try Self.replies("ATTENDEE;\(parameter):mailto:a@b.example")
        #expect(replies.map(\.participation) == [participation])
    }

    @Test(arguments: [
        ("mailto:a@B.Example", "a@b.example"), ("MailTo:A@b.example?subject=x", "A@b.example"),
        ("a@b.example", "a@b.example"),
        ("mailto:", nil), ("mailto:a", nil), ("urn:uuid:1", nil), ("mailto:a%0D%0A@b.example", nil),
        ("mailto:%zz@b", nil),
        ("mailto:<a@b.example>", nil), ("mailto:a@b.example,c@d.example", nil), ("mailto:é@b.example", nil), ("", nil),
    ])
    func `an attendee needs a plain address`(uri: String, address: String?) throws {
        #expect(try Self.replies("ATTENDEE:\(uri)").first?.attendee == address)
    }

    @Test(arguments: [
        ("DTSTAMP:20260230T250000Z", nil), ("DTSTAMP:20261201T091500", nil), ("DTSTAMP:soon", nil),
        ("DTSTAMP:20261201T091500Z", 1_796_116_500.0),
    ])
    func `a stamp is a valid time in UTC or nil`(line: String, seconds: Double?) throws {
        let stamp = try Self.replies("ATTENDEE:mailto:a@b.example\n\(line)").first?.stamp
        #expect(stamp?.timeIntervalSince1970 == seconds)
    }

    @Test(arguments: ["REQUEST", "CANCEL", "COUNTER", "PUBLISH", "REFRESH", ""])
    func `a document without the method REPLY is refused`(method: String) {
        #expect(throws: ICalendarError.notAReply) {
            try CalendarReply.reading(Self.document("UID:1", method: method))
        }
    }

    @Test func `an event without an attendee or a UID gives no reply`() throws {
        #expect(try Self.replies("COMMENT:no attendee") == [])
        #expect(try CalendarReply.reading(Self.document("ATTENDEE:mailto:a@b.example")) == [])
    }

    @Test(arguments: [
        "", "hello", "BEGIN:VCALENDAR", "BEGIN:VEVENT\r\nEND:VEVENT", "\0",
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\0\r\nEND:VCALENDAR",
    ])
    func `text that is not a document is refused`(text: String) {
        #expect(throws: ICalendarError.self) { try CalendarReply.reading(text) }
    }

    @Test func `a comment is kept as clean text up to a max length, and a longer line is dropped`() throws {
        let long = String(repeating: "é", count: 5_000)
        let attendee = "ATTENDEE:mailto:a@b.example\nCOMMENT:"
        #expect(try Self.replies(attendee + "one\u{7}\u{85}two").first?.comment == "onetwo")
        #expect(try Self.replies(attendee + long).first?.comment?.count == 2_000)
        #expect(try Self.replies(attendee + long + long).map(\.comment) == [nil])
    }

    private static let attacks: [(name: String, text: String)] = [
        ("properties", document(String(repeating: "X:\n", count: 300_000))),
        ("comments", document(String(repeating: "COMMENT:\n", count: 100_000))),
        ("parameters", document("ATTENDEE" + String(repeating: ";A=B", count: 200_000) + ":mailto:a@b.example")),
        ("nesting", String(repeating: "BEGIN:VEVENT\r\n", count: 70_000)),
        ("folds", document("COMMENT:x" + String(repeating: "\n x", count: 300_000))),
        ("events", document(String(repeating: "END:VEVENT\nBEGIN:VEVENT\n", count: 40_000))),
        ("errors", document(String(repeating: "DTSTAMP:x\n", count: 90_000))),
        ("size", document("COMMENT:" + String(repeating: "x", count: 2_000_000))),
        (
            "a little of all",
            document(String(repeating: "ATTENDEE" + String(repeating: ";", count: 60) + ":x\n", count: 900))
        ),
    ]

    // By name, because a failure prints the argument, and the text is long.
    @Test(arguments: attacks.map(\.name))
    func `no document keeps libical busy`(name: String) throws {
        let text = try #require(Self.attacks.first { $0.name == name }).text
        let start = ContinuousClock.now
        do { _ = try CalendarReply.reading(text) } catch {}
        #expect(start.duration(to: .now) < .seconds(10))
    }

    @Test func `a randomly changed reply doesn't crash libical`() throws {
        var random = SeededGenerator(seed: 7)
        let sample = Array(
            Self.document("UID:1\nATTENDEE;CN=\"a\";PARTSTAT=ACCEPTED:mailto:a@b.example\nCOMMENT:x\\n").utf8)
        for _ in 0..<3_000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                let end = min(bytes.count, place + Int.random(in: 0...20, using: &random))
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 1...255, using: &random)
                case 1:
                    bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
                default: bytes.removeSubrange(place..<max(end, place + 1))
                }
            }
            do { _ = try CalendarReply.reading(String(decoding: bytes, as: UTF8.self)) } catch {}
        }
    }

    private static func replies(_ lines: String) throws -> [CalendarReply] {
        try CalendarReply.reading(document("UID:1@hopdrink.example\n" + lines))
    }

    private static func document(_ event: String, before: String = "", method: String = "REPLY") -> String {
        let method = method.isEmpty ? "" : "METHOD:\(method)\n"
        let text = """
            BEGIN:VCALENDAR
            PRODID:-//Example//EN
            VERSION:2.0
            \(method)\(before)BEGIN:VEVENT
            \(event)
            END:VEVENT
            END:VCALENDAR

            """
        return text.replacing("\n", with: "\r\n")
    }
}

/// SplitMix64: an equal seed gives equal documents.
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
