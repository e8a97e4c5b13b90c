import Domain
import Foundation
import Testing

/// The start that was announced first, and when it is remembered.
struct MovedMeetupTests {
    private let now: Date
    private let meetup: Meetup

    init() throws {
        now = try .utc("2026-07-01T08:00:00Z")
        meetup = try .sample()
    }

    private func moved(_ meetup: Meetup, to start: String) throws -> Meetup {
        var change = MeetupChange()
        change.start = try LocalDateTime(parsing: start)
        return meetup.applying(change, at: now)
    }

    @Test func `moved meetup remembers the start that was announced first`() throws {
        let once = try moved(meetup, to: "2026-12-11T20:00")
        #expect(once.movedFrom == meetup.startsAt)
        #expect(try moved(once, to: "2026-12-12T20:00").movedFrom == meetup.startsAt)
    }

    @Test func `meetup that moved back to its first start has not moved`() throws {
        let back = try moved(try moved(meetup, to: "2026-12-11T20:00"), to: "2026-12-10T19:00")
        #expect(back.movedFrom == nil)
    }

    @Test func `other changes do not affect the remembered start`() throws {
        var change = MeetupChange()
        change.title = "Soirée"
        #expect(meetup.applying(change, at: now).movedFrom == nil)
        let once = try moved(meetup, to: "2026-12-11T20:00")
        #expect(once.applying(change, at: now).movedFrom == meetup.startsAt)
        #expect(once.cancelled(at: now).restored(at: now).movedFrom == meetup.startsAt)
    }

    @Test func `meetup moves with its series and with its city's time zone`() throws {
        var plan = try SeriesPlan.sample()
        plan.time = try LocalTime(parsing: "20:00")
        #expect(meetup.following(plan, at: now).movedFrom == meetup.startsAt)
        var elsewhere = meetup
        elsewhere.timeZone = try Zones.written.zone(parsing: "Europe/London")
        #expect(elsewhere.revised(from: meetup, at: now).movedFrom == meetup.startsAt)
    }
}

struct SeriesOccurrenceTests {
    private let now: Date
    private let zone: Zone
    private let plan: SeriesPlan
    private let dates: [LocalDate]

    init() throws {
        now = try .utc("2026-12-01T08:00:00Z")
        zone = try Zones.written.zone(parsing: "Europe/Paris")
        var plan = try SeriesPlan.sample()
        plan.exceptions = [try LocalDate(parsing: "2027-02-11"): .cancelled(reason: "Flood")]
        self.plan = plan
        dates = try ["2026-11-12", "2026-12-10", "2027-01-14", "2027-02-11", "2027-03-11"].map {
            try LocalDate(parsing: $0)
        }
    }

    private func occurrences(_ meetups: [Meetup], known: [Int], count: Int = 12) -> [SeriesOccurrence] {
        let known = SeriesOccurrence.Known(meetups: meetups, dates: Set(known.map { dates[$0] }))
        return SeriesOccurrence.next(count, of: plan, on: dates, besides: known, in: zone, at: now)
    }

    @Test func `days without a meetup are added to the meetups, and past days are left out`() throws {
        let occurrences = occurrences([try .sample()], known: [1])
        #expect(occurrences.map(\.meetup) == [.sample(1), nil, nil, nil])
        #expect(occurrences.map(\.isCancelled) == [false, false, true, false])
        #expect(occurrences.map(\.startsAt) == occurrences.map(\.startsAt).sorted())
        #expect(occurrences.first?.startsAt == (try .utc("2026-12-10T18:00:00Z")))
    }

    @Test func `moved meetup appears at its new time, and its day stays empty`() throws {
        let occurrences = occurrences([try .sample(start: "2027-01-20T19:00")], known: [1])
        #expect(occurrences.map(\.meetup) == [nil, .sample(1), nil, nil])
    }

    @Test func `day whose meetup was deleted for good is left out`() throws {
        #expect(occurrences([], known: [1, 2]).count == 2)
        #expect(occurrences([], known: [], count: 2).count == 2)
    }
}
