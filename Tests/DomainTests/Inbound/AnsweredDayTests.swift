import Domain
import Foundation
import Testing

/// The meetup starts on 10 December 2026 at 19:00 in Paris, which is 18:00 UTC.
struct AnsweredDayTests {
    private static let zones = Zones { name in
        let hours = ["Europe/Paris": 1, "Asia/Tokyo": 9, "Etc/UTC": 0][name]
        return hours.map { hours in Zone(name: name) { _ in hours * 3600 } }
    }

    @Test(arguments: [
        ("20261210T180000Z", String?.none, true), ("20261210T190000", "Europe/Paris", true),
        ("20261211T030000", "Asia/Tokyo", true), ("20261210T190000", "/example.org/2005_1/Europe/Paris", true),
        ("20261210T190000", nil, true), ("20261210T190000", "Romance Standard Time", true), ("20261210", nil, true),
        ("20261210T190000Z", nil, false), ("20261217T180000Z", nil, false), ("20261217T190000", "Europe/Paris", false),
        ("20261210T190000", "Asia/Tokyo", false), ("20261217T190000", nil, false), ("20261217", nil, false),
        ("20261210T180000", nil, false), ("20261210T180030Z", nil, false), ("20261210T190000", "Etc/UTC", false),
        ("", nil, false), ("20261310", nil, false), ("20261210T250000", nil, false), ("20261210T1900", nil, false),
        ("20261210Z", nil, false), ("2026-12-10", nil, false), ("soon", nil, false),
    ])
    func `occurrence is the meetup's if it starts at that instant, in any notation`(
        id: String, zone: String?, isStart: Bool
    ) throws {
        let day = AnsweredDay(id: id, zone: zone, in: Self.zones)
        #expect(day.isStart(of: try .sample()) == isStart, "\(id) \(zone ?? "-")")
    }

    private func answer(_ attendee: String, _ day: AnsweredDay? = nil, uid: String = "sample@hopdrink.example")
        -> CalendarAnswer
    {
        var answer = CalendarAnswer(uid: uid, .declined, attendee: attendee)
        answer.day = day
        return answer
    }

    @Test func `guest's own reply to this meetup is preferred`() throws {
        let (meetup, guest) = (try Meetup.sample(), try EmailAddress(parsing: "ada@example.org"))
        let other = AnsweredDay(id: "20261217T180000Z", zone: nil, in: Self.zones)
        let this = AnsweredDay(id: "20261210T180000Z", zone: nil, in: Self.zones)
        func chosen(_ answers: CalendarAnswer...) -> CalendarAnswer? {
            CalendarAnswer.answer(to: meetup, of: guest, among: answers)
        }
        #expect(chosen(answer("ada@example.org", other)) == nil)
        #expect(chosen(answer("ada@example.org", uid: "x")) == nil)
        let mine = answer("Ada@example.org", this)
        #expect(chosen(answer("ada@example.org", other), mine) == mine)
        #expect(chosen(answer("ada@example.org"), mine) == mine)
        #expect(chosen(answer("eve@example.org", this), answer("ada@example.org")) == answer("ada@example.org"))
        #expect(chosen(answer("eve@example.org"), answer("bob@example.org")) == answer("eve@example.org"))
    }
}
