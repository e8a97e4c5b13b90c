import Domain
import Foundation
import Testing

struct MeetupTests {
    @Test(arguments: [
        ("2026-12-10T19:00", "2026-12-10T18:00:00Z", "2026-12-10T22:00"),
        ("2026-12-10T22:30", "2026-12-10T21:30:00Z", "2026-12-11T01:30"),
        ("2026-10-25T00:30", "2026-10-24T22:30:00Z", "2026-10-25T02:30"),
        ("2026-03-29T00:30", "2026-03-28T23:30:00Z", "2026-03-29T04:30"),
    ])
    func `meetup of three hours lasts three hours in real time`(start: String, utc: String, end: String) throws {
        let meetup = try Meetup.sample(start: start)
        #expect(meetup.startsAt == (try .utc(utc)))
        #expect(meetup.endsAt.timeIntervalSince(meetup.startsAt) == 10_800)
        #expect(meetup.end.description == end)
    }

    @Test(arguments: [
        ("2026-12-10T17:59:59Z", false, false), ("2026-12-10T18:00:00Z", true, false),
        ("2026-12-10T20:59:59Z", true, false), ("2026-12-10T21:00:00Z", true, true),
    ])
    func `meetup has started at its start and is over at its end`(now: String, started: Bool, over: Bool) throws {
        let meetup = try Meetup.sample()
        #expect(meetup.hasStarted(at: try .utc(now)) == started)
        #expect(meetup.isOver(at: try .utc(now)) == over)
    }
}

struct RevisionTests {
    @Test(arguments: [
        ("2026-06-02T08:00:00Z", "2026-06-02T08:00:00Z"), ("2026-06-01T08:00:00Z", "2026-06-01T08:00:01Z"),
        ("2020-01-01T00:00:00Z", "2026-06-01T08:00:01Z"),
    ])
    func `SEQUENCE and LAST-MODIFIED grow even if the clock stands still or goes back`(now: String, modified: String)
        throws
    {
        let first = Revision(first: try .utc("2026-06-01T08:00:00Z"))
        let next = first.next(at: try .utc(now))
        #expect(next == Revision(sequence: 1, created: first.created, modified: try .utc(modified)))
        #expect(next.next(at: try .utc(now)).modified > next.modified)
    }

    @Test func `LAST-MODIFIED grows in whole seconds, the precision of calendars`() {
        let first = Revision(first: Date(timeIntervalSince1970: 10.9))
        let next = first.next(at: Date(timeIntervalSince1970: 11.1))
        #expect(Int(next.modified.timeIntervalSince1970) > Int(first.modified.timeIntervalSince1970))
    }
}
