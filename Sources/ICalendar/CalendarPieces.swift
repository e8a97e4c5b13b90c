package import Foundation

/// Events as separate texts, from which documents are built: with all events or some, with an alarm for each or
/// without. The expensive part, writing with libical, is done once for all these documents.
package struct CalendarPieces: Sendable {
    /// The position of one event's text.
    package struct Piece: Sendable {
        /// In `text`: the event without an alarm. An alarm is inserted before `ending`.
        package fileprivate(set) var event: Range<Int>
        /// In `alarms`: the event's alarm up to the line with the time before the start.
        package fileprivate(set) var alarm: Range<Int>
    }

    package private(set) var text: [UInt8] = []
    package private(set) var alarms: [UInt8] = []
    package private(set) var pieces: [Piece] = []
    /// The VTIMEZONE of each zone that the events name, by zone.
    package private(set) var zones: [String: String] = [:]

    /// The last line of each event.
    package static let ending = "END:VEVENT\r\n"

    /// Returns the text that follows `alarm` of a piece. `trigger` is a time before the start such as `PT2H`.
    package static func alarmEnding(_ trigger: String) -> String { "TRIGGER:-\(trigger)\r\nEND:VALARM\r\n" }

    package init() {}

    /// Appends the events. If they are only some of the events, `first` is the earliest start of all events: the zones
    /// get the rules that hold since then.
    package mutating func append(_ events: [Event], since first: Date?) async throws {
        let batch = try await Libical.run { try CalendarPieces(events, since: first) }
        let (ofText, ofAlarms) = (text.count, alarms.count)
        text += batch.text
        alarms += batch.alarms
        pieces += batch.pieces.map { piece in
            Piece(
                event: piece.event.lowerBound + ofText..<piece.event.upperBound + ofText,
                alarm: piece.alarm.lowerBound + ofAlarms..<piece.alarm.upperBound + ofAlarms
            )
        }
        zones.merge(batch.zones) { known, _ in known }
    }

    private init(_ events: [Event], since first: Date?) throws(ICalendarError) {
        let table = ZoneTable(for: events, since: first.map { Int($0.timeIntervalSince1970) }, in: .system)
        text.reserveCapacity(events.count * 1_024)
        for event in events {
            var alarmed = event
            alarmed.alarm = 1
            let times = try WrittenTimes(of: event, in: table)
            try append(Array(try alarmed.text(at: times).utf8))
            for zone in times.zones where zones[zone] == nil { zones[zone] = table.component(of: zone) }
        }
    }

    private mutating func append(_ event: [UInt8]) throws(ICalendarError) {
        let end = event.count - Self.alarmOfAMinute.count
        guard end > 0, event[end...].elementsEqual(Self.alarmOfAMinute),
            let alarm = Self.lastLine(Self.alarmOpening, in: event[..<end])
        else { throw .libraryFailure }
        let (ofText, ofAlarms) = (text.count, alarms.count)
        text += event[..<alarm]
        text += Self.ending.utf8
        alarms += event[alarm..<end]
        pieces.append(Piece(event: ofText..<text.count, alarm: ofAlarms..<alarms.count))
    }

    private static let alarmOpening = Array("BEGIN:VALARM\r\n".utf8)
    private static let alarmOfAMinute = Array((alarmEnding("PT1M") + ending).utf8)

    /// Returns the start of the last occurrence of this line in the text. Input is folded and escaped, so it can't
    /// begin such a line.
    private static func lastLine(_ line: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        var start = text.endIndex - line.count
        while start > text.startIndex {
            if text[start] == line[0], text[start - 1] == 0x0A, text[start..<start + line.count].elementsEqual(line) {
                return start
            }
            start -= 1
        }
        return nil
    }
}
