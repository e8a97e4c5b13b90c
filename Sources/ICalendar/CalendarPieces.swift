package import Foundation

/// Events as text, each by itself, to be put together into documents: all or some of them, with an alarm before each or
/// without. What is dear, libical's writing, is done once for all these documents.
package struct CalendarPieces: Sendable {
    /// Where one event's text stands.
    package struct Piece: Sendable {
        /// In `text`: the event without an alarm. An alarm stands before `ending`.
        package fileprivate(set) var event: Range<Int>
        /// In `alarms`: its alarm up to the line that says how long before the start.
        package fileprivate(set) var alarm: Range<Int>
    }

    package private(set) var text: [UInt8] = []
    package private(set) var alarms: [UInt8] = []
    package private(set) var pieces: [Piece] = []
    /// The VTIMEZONE of each zone that the events name.
    package private(set) var zones: [String: String] = [:]

    /// The last line of each event.
    package static let ending = "END:VEVENT\r\n"

    /// What follows `alarm` of a piece; `trigger` is a time before the start such as `PT2H`.
    package static func alarmEnding(_ trigger: String) -> String { "TRIGGER:-\(trigger)\r\nEND:VALARM\r\n" }

    package init() {}

    /// Appends the events. `first` is the start of the first of all events where these are not all: the zones' rules are
    /// those that hold since then.
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

    /// Where the last line of this text begins; what people wrote is folded and escaped, and can't begin such a line.
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
