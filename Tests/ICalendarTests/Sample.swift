import Foundation
import TestZones

@testable import ICalendar

/// Sample events for tests.
enum Sample {
    static let modified = Date(timeIntervalSince1970: 1_793_000_000)

    /// Thursday 10 December 2026, 19:00 to 22:00 in Tours.
    static let event = Event(
        uid: "01k9@hopdrink.example",
        sequence: 2,
        created: modified.addingTimeInterval(-86_400),
        modified: modified,
        start: ZonedTime(
            local: "20261210T190000", zone: "Europe/Paris", utc: Date(timeIntervalSince1970: 1_796_925_600)),
        end: ZonedTime(local: "20261210T220000", zone: "Europe/Paris", utc: Date(timeIntervalSince1970: 1_796_936_400)),
        summary: "Apéro à la cave"
    )

    static func invitation(_ method: CalendarDocument.Method) -> CalendarDocument {
        var event = event
        event.organizer = Participant(name: "Apéro Tours", address: "rsvp+x7@hopdrink.example")
        event.attendee = Participant(name: "Zoé", address: "zoe@example.org").map {
            Attendee(participant: $0, participation: .needsAction, isReplyWanted: true)
        }
        event.status = method == .cancel ? .cancelled : .confirmed
        return CalendarDocument(method: method, events: [event])
    }

    static func zoned(
        _ local: String, _ zone: String, in directory: ZoneDirectory = TestZones.world.directory
    ) throws -> ZonedTime {
        guard let clock = ZoneClock(zone: zone, in: directory), let wall = CivilTime(local)?.secondsSince1970 else {
            throw ICalendarError.invalidTime
        }
        let instant = wall - clock.offset(at: wall - 86_400)
        let other = wall - clock.offset(at: wall + 86_400)
        let isOther = instant + clock.offset(at: instant) != wall && other + clock.offset(at: other) == wall
        let utc = isOther ? other : instant
        return ZonedTime(local: local, zone: zone, utc: Date(timeIntervalSince1970: TimeInterval(utc)))
    }
}
