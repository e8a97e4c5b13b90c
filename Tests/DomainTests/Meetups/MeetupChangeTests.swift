import Domain
import Foundation
import Testing

struct MeetupChangeReadingTests {
    @Test func `change of a meetup has a start, change of a series a time`() throws {
        var one = InputDecoder(["start": "2026-12-11T20:00", "time": "20:00"])
        #expect(MeetupChange(reading: &one, isSeries: false).start == (try LocalDateTime(parsing: "2026-12-11T20:00")))
        one.closeUnknown()
        #expect(one.errors == [FieldError("time", .unknown)])
        var series = InputDecoder(["start": "2026-12-11T20:00", "time": "20:00"])
        #expect(MeetupChange(reading: &series, isSeries: true).time == (try LocalTime(parsing: "20:00")))
        series.closeUnknown()
        #expect(series.errors == [FieldError("start", .unknown)])
    }

    @Test func `all field errors are reported together`() {
        var fields = InputDecoder([
            "title": "", "text": "\0", "start": "soon", "duration": "3", "capacity": "0", "venue": ["name": "Cave"],
            "room": "a\nb",
        ])
        _ = MeetupChange(reading: &fields, isSeries: false)
        #expect(
            fields.errors == [
                FieldError("title", .missing), FieldError("text", .control), FieldError("start", .localDateTime),
                FieldError("duration", .duration), FieldError("capacity", .notNumber(from: 1, to: 10_000)),
                FieldError("venue.address", .missing), FieldError("room", .control),
            ]
        )
    }

    @Test func `fields that are left out do not change`() throws {
        var fields = InputDecoder([:])
        let change = MeetupChange(reading: &fields, isSeries: false)
        #expect(fields.errors.isEmpty)
        #expect(MeetupTerms.sample().applying(change) == .sample())
    }

    @Test func `room alone leaves the rest of the venue unchanged`() throws {
        var fields = InputDecoder(["room": "First floor", "capacity": "30", "duration": "2h"])
        let terms = MeetupTerms.sample().applying(MeetupChange(reading: &fields, isSeries: false))
        #expect(terms.venue.line == "First floor, La Cave, 1 place de Châteauneuf")
        #expect(terms.venue.access == "Ring twice.")
        #expect(terms.capacity == 30 && terms.duration == 120 && terms.title == "Apéro")
    }
}

struct MeetupChangeTests {
    private let now: Date
    private let meetup: Meetup

    init() throws {
        now = try .utc("2026-07-01T08:00:00Z")
        meetup = try .sample()
    }

    static let changes: [(RawInput, isVisible: Bool, isNews: Bool)] = [
        (["title": "Soirée"], true, false), (["text": "Bring cards."], true, false),
        (["start": "2026-12-10T20:00"], true, true), (["duration": "2h"], true, true), (["room": "Bar"], true, true),
        (["venue": ["name": "Bar", "address": "Tours"]], true, true), (["capacity": "30"], false, false),
        (["title": "Apéro", "start": "2026-12-10 19:00"], false, false), ([:], false, false),
    ]

    @Test(arguments: changes)
    func `SEQUENCE grows if a calendar shows a difference, and guests hear of time and venue`(
        written: RawInput, isVisible: Bool, isNews: Bool
    ) {
        let changed = meetup.applying(change(written), at: now)
        #expect(changed.revision == (isVisible ? meetup.revision.next(at: now) : meetup.revision))
        #expect(changed.isVisiblyDifferent(from: meetup) == isVisible)
        #expect(changed.isNewsForGuests(from: meetup) == isNews)
    }

    @Test func `change of hosts is visible but no news for guests`() {
        var changed = meetup
        changed.terms.hosts = [Contact(name: "Bob")]
        #expect(changed.revised(from: meetup, at: now).revision.sequence == 1)
        #expect(!changed.isNewsForGuests(from: meetup))
    }

    @Test func `change of time zone is news for guests, because the instant changes`() throws {
        var changed = meetup
        changed.timeZone = try Zones.written.zone(parsing: "Europe/London")
        #expect(changed.revised(from: meetup, at: now).revision.sequence == 1)
        #expect(changed.isNewsForGuests(from: meetup))
    }

    @Test func `LAST-MODIFIED grows even if the clock stands still`() {
        let once = meetup.applying(change(["title": "One"]), at: meetup.revision.modified)
        let twice = once.applying(change(["title": "Two"]), at: meetup.revision.modified)
        #expect(meetup.revision.modified < once.revision.modified)
        #expect(once.revision.modified < twice.revision.modified)
        #expect(twice.revision.sequence == 2)
    }

    @Test func `meetup is cancelled only once`() {
        let cancelled = meetup.cancelled(at: now)
        #expect(cancelled.state == .cancelled && cancelled.revision.sequence == 1)
        #expect(cancelled.cancelled(at: now) == cancelled)
    }

    @Test(arguments: [["capacity": "30"], ["title": "Soirée"]] as [RawInput])
    func `change of its own detaches a meetup`(written: RawInput) {
        #expect(meetup.applying(change(written), at: now).isDetached)
    }

    @Test(arguments: [["title": "Apéro"], [:]] as [RawInput])
    func `change without effect leaves a meetup attached to its series`(written: RawInput) {
        #expect(meetup.applying(change(written), at: now) == meetup)
    }

    private func change(_ written: RawInput) -> MeetupChange {
        var fields = InputDecoder(written)
        return MeetupChange(reading: &fields, isSeries: false)
    }
}

struct MeetupFollowingTests {
    private let now: Date
    private var plan: SeriesPlan

    init() throws {
        now = try .utc("2026-07-01T08:00:00Z")
        plan = try .sample()
        plan.time = try LocalTime(parsing: "20:00")
        plan.terms.title = "Soirée"
    }

    @Test func `meetup follows its series`() throws {
        let meetup = try Meetup.sample().following(plan, at: now)
        #expect(meetup.start.description == "2026-12-10T20:00")
        #expect(meetup.terms.title == "Soirée")
        #expect(meetup.revision.sequence == 1 && !meetup.isDetached)
        #expect(meetup.following(plan, at: now) == meetup)
    }

    @Test func `detached meetup does not follow its series`() throws {
        var meetup = try Meetup.sample()
        meetup.isDetached = true
        #expect(meetup.following(plan, at: now) == meetup)
    }

    @Test func `meetup cancelled by an organiser does not follow its series`() throws {
        var meetup = try Meetup.sample(state: .cancelled)
        meetup.origin = .organiser
        #expect(meetup.following(plan, at: now) == meetup)
    }

    @Test func `meetup cancelled by the file is restored when the file no longer cancels it`() throws {
        var meetup = try Meetup.sample(state: .cancelled)
        meetup.reason = "Flood"
        let restored = meetup.following(plan, at: now)
        #expect(restored.state == .scheduled && restored.reason.isEmpty && restored.revision.sequence == 1)
    }

    @Test func `one-off meetup follows no series`() throws {
        let meetup = try Meetup.sample(occurrence: nil)
        #expect(meetup.following(plan, at: now) == meetup)
    }

    @Test func `started meetup does not follow its series`() throws {
        let meetup = try Meetup.sample()
        #expect(meetup.following(plan, at: meetup.startsAt) == meetup)
    }

    @Test(arguments: [("2026-12-10", Meetup.State.cancelled), ("2027-01-14", .scheduled)])
    func `day that the series cancels is cancelled`(date: String, state: Meetup.State) throws {
        var plan = try SeriesPlan.sample()
        plan.exceptions = [try LocalDate(parsing: date): .cancelled(reason: "Flood")]
        let meetup = try Meetup.sample().following(plan, at: now)
        #expect(meetup.state == state && meetup.reason == (state == .cancelled ? "Flood" : ""))
        #expect(meetup.revision.sequence == (state == .cancelled ? 1 : 0))
    }
}
