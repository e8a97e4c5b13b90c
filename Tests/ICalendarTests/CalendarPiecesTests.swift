import Foundation
import Testing

@testable import ICalendar

struct CalendarPiecesTests {
    /// Returns a document that is built from the pieces.
    private func document(_ pieces: CalendarPieces, alarm: String?) async throws -> String {
        let layout = try await CalendarDocument(name: "Feed", refreshMinutes: 60, events: []).rendered()
        let ending = "END:VCALENDAR\r\n"
        var bytes = Array(layout.dropLast(ending.count).utf8)
        bytes += pieces.zones.sorted { $0.key < $1.key }.map(\.value).joined().utf8
        for piece in pieces.pieces {
            let event = pieces.text[piece.event]
            guard let alarm else {
                bytes += event
                continue
            }
            bytes += event.dropLast(CalendarPieces.ending.utf8.count)
            bytes += pieces.alarms[piece.alarm]
            bytes += (CalendarPieces.alarmEnding(alarm) + CalendarPieces.ending).utf8
        }
        return String(decoding: bytes + ending.utf8, as: UTF8.self)
    }

    private func events(_ summary: String) -> [Event] {
        (10..<30).map { day in
            var event = Sample.event
            event.uid = "meetup-\(day)@hopdrink.test"
            event.summary = summary
            event.description = "BEGIN:VALARM\r\nTRIGGER:-PT1M\r\nEND:VALARM\r\nEND:VEVENT\r\n\(summary)"
            return event
        }
    }

    @Test(
        arguments: [
            "A glass", String(repeating: "très long ", count: 30), "BEGIN:VALARM", "TRIGGER:-PT1M\nEND:VALARM",
            "a;b,c\\d", "\u{1F377}\r\nEND:VEVENT\r\n",
        ],
        [(nil, nil), ("PT30M", 30), ("PT1H", 60), ("P1D", 1440), ("P1W", 10_080), ("P2W", 20_160)]
            as [(String?, Int?)]
    )
    func `a document of pieces equals the one that libical writes as a whole`(
        summary: String, alarm: (text: String?, minutes: Int?)
    ) async throws {
        let events = events(summary)
        var pieces = CalendarPieces()
        try await pieces.append(Array(events.prefix(7)), since: events[0].start.utc)
        try await pieces.append(Array(events.dropFirst(7)), since: events[0].start.utc)
        let alarmed = events.map { event in
            var event = event
            event.alarm = alarm.minutes
            return event
        }
        let whole = try await CalendarDocument(name: "Feed", refreshMinutes: 60, events: alarmed).rendered()
        #expect(try await document(pieces, alarm: alarm.text) == whole)
    }
}
