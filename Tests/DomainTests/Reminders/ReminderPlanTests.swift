import Domain
import Foundation
import Testing

/// The meetup starts at 18:00 UTC on 10 December.
struct ReminderPlanTests {
    @Test(arguments: [
        ("09T17:59:59", Int?.none), ("09T18:00:00", 1440), ("10T05:59:59", 1440), ("10T06:00:00", nil),
        ("10T15:59:59", nil), ("10T16:00:00", 120), ("10T16:59:59", 120), ("10T17:00:00", nil), ("10T17:59:59", nil),
        ("10T18:00:00", nil), ("11T09:00:00", nil),
    ])
    func `newest due reminder is sent until half of its time has passed`(now: String, offset: Int?) throws {
        let meetup = try Meetup.sample(reminders: [1440, 120])
        #expect(ReminderPlan.due(for: meetup, joined: .distantPast, at: try december(now))?.offset == offset)
    }

    @Test(arguments: [
        ("09T18:00:00", "09T18:00:00", Int?.some(1440)), ("09T18:00:01", "09T18:00:01", nil),
        ("09T18:00:01", "10T05:00:00", nil), ("09T18:00:01", "10T16:00:00", 120),
        ("10T16:00:00", "10T16:00:00", 120), ("10T16:00:01", "10T16:30:00", nil),
    ])
    func `guest who joined after the due time gets no reminder, at the due time they get it`(
        joined: String, now: String, offset: Int?
    ) throws {
        let meetup = try Meetup.sample(reminders: [1440, 120])
        let reminder = ReminderPlan.due(for: meetup, joined: try december(joined), at: try december(now))
        #expect(reminder?.offset == offset)
    }

    @Test(arguments: ["09T18:00:00", "10T16:30:00"])
    func `cancelled meetup has no reminders`(now: String) throws {
        let meetup = try Meetup.sample(reminders: [1440, 120], state: .cancelled)
        #expect(ReminderPlan.due(for: meetup, joined: .distantPast, at: try december(now)) == nil)
        #expect(ReminderPlan.newestDue(of: meetup, at: try december(now)) == nil)
    }

    @Test(arguments: [("09T18:00:00", Int?.none), ("10T18:00:00", 1440), ("11T16:00:00", 120)])
    func `moved meetup has its reminder at the new time`(now: String, offset: Int?) throws {
        let meetup = try Meetup.sample(start: "2026-12-11T19:00", reminders: [1440, 120])
        #expect(ReminderPlan.due(for: meetup, joined: .distantPast, at: try december(now))?.offset == offset)
    }

    @Test(arguments: [
        ("09T17:59:59", Int?.none), ("10T06:00:00", 1440), ("10T17:59:59", 120), ("10T18:00:00", nil),
    ])
    func `newest due reminder is known until the start`(now: String, offset: Int?) throws {
        let meetup = try Meetup.sample(reminders: [120, 1440])
        #expect(ReminderPlan.newestDue(of: meetup, at: try december(now))?.offset == offset)
    }

    @Test(arguments: [
        ("08T00:00:00", "09T18:00:00"), ("09T17:59:59", "09T18:00:00"), ("09T18:00:00", "10T16:00:00"),
        ("10T16:00:00", "10T17:00:00"), ("10T17:00:00", nil),
    ])
    func `next reminder is the first of several that is due later`(now: String, due: String?) throws {
        let meetup = try Meetup.sample(reminders: [60, 1440, 120])
        #expect(ReminderPlan.nextDue(of: meetup, after: try december(now)) == (try due.map(december)))
    }

    @Test func `meetup without offsets has no reminder`() throws {
        let meetup = try Meetup.sample(reminders: [])
        #expect(ReminderPlan.due(for: meetup, joined: .distantPast, at: try december("10T17:00:00")) == nil)
    }

    @Test func `day before is 24 hours, even across a clock change`() throws {
        let meetup = try Meetup.sample(start: "2026-03-29T19:00")
        let reminder = try #require(ReminderPlan.reminders(of: meetup).first)
        #expect(reminder.due == (try .utc("2026-03-28T17:00:00Z")))
        #expect(reminder.deadline == (try .utc("2026-03-29T05:00:00Z")))
    }

    private func december(_ text: String) throws -> Date {
        try .utc("2026-12-\(text)Z")
    }
}
