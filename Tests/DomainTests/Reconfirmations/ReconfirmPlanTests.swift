import Domain
import Foundation
import Testing

struct ReconfirmPlanTests {
    /// The plan for 48 hours before a start on 10 December at 18:00 UTC.
    private func plan(_ minutes: Int? = 2880, closing: Int = 120) throws -> ReconfirmPlan? {
        var meetup = try Meetup.sample()
        meetup.terms.guests.reconfirm = minutes
        meetup.terms.guests.waitingList.closing = closing
        return ReconfirmPlan(of: meetup)
    }

    @Test func `guests are not asked unless the meetup says so`() throws {
        #expect(try plan(nil) == nil)
    }

    @Test(arguments: [
        ("2026-12-08T17:59:59Z", false, false), ("2026-12-08T18:00:00Z", true, false),
        ("2026-12-09T17:59:59Z", true, false), ("2026-12-09T18:00:00Z", true, true),
        ("2026-12-10T05:59:59Z", true, true), ("2026-12-10T06:00:00Z", false, true),
        ("2026-12-10T15:59:59Z", false, true), ("2026-12-10T16:00:00Z", false, false),
    ])
    func `guests are asked first, and seats are released from half that time until the list closes`(
        now: String, asks: Bool, standsDown: Bool
    ) throws {
        let (plan, now) = (try #require(try plan()), try Date.utc(now))
        #expect(plan.asks(at: now) == asks)
        #expect(plan.askedBefore(at: now) == (standsDown ? now.addingTimeInterval(-12 * 3600) : nil))
    }

    @Test(arguments: [("2026-12-08T18:00:00Z", false), ("2026-12-08T18:00:01Z", true)])
    func `response counts if it was given after the questions began`(answer: String, counts: Bool) throws {
        #expect(try plan()?.isAnswered(by: try .utc(answer)) == counts)
    }
}
