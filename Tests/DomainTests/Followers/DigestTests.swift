import Domain
import Foundation
import Testing

struct DigestTests {
    @Test(arguments: [
        ("2026-12-07T07:59:59Z", "2026-11-30T08:00:00Z"), ("2026-12-07T08:00:00Z", "2026-12-07T08:00:00Z"),
        ("2026-12-13T23:00:00Z", "2026-12-07T08:00:00Z"), ("2027-06-30T10:00:00Z", "2027-06-28T07:00:00Z"),
    ])
    func `digest is due on Mondays at nine, local time`(now: String, latest: String) throws {
        let zone = try City.sample().timeZone
        let instant = try Date(now, strategy: .iso8601)
        #expect(Digest.latest(in: zone, at: instant) == (try Date(latest, strategy: .iso8601)))
    }

    @Test func `news are meetups that were created or came within the horizon since the last digest`() throws {
        let first = try Meetup.sample(start: "2026-12-10T19:00")
        let last = try Meetup.sample(start: "2027-01-07T19:00")
        let far = try Meetup.sample(start: "2027-02-11T19:00")
        let off = try Meetup.sample(start: "2026-12-17T19:00", state: .cancelled)
        let now = first.startsAt - 3 * 86_400
        let all = [far, last, off, first]
        #expect(Digest.news(in: all, notifiedUntil: .distantPast, at: now) == [first, last])
        let week = first.startsAt - 10 * 86_400
        #expect(Digest.news(in: all, notifiedUntil: week, at: now) == [last])
        #expect(Digest.news(in: all, notifiedUntil: now, at: now).isEmpty)
        #expect(Digest.news(in: all, notifiedUntil: .distantPast, at: first.startsAt) == [last])
    }
}
