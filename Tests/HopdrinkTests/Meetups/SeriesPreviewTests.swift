import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// The preview of a series for organisers.
struct SeriesPreviewTests {
    private func days(
        _ rule: String, time: String = "19:00", zone: String = "Europe/Paris", count: Int = 6
    ) throws -> [SeriesPreview.Day] {
        var fields = InputDecoder(RawInput(["rule": rule, "time": time, "timezone": zone]))
        let now = try Date.utc("2026-12-01T12:00:00Z")
        return try SeriesPreview(reading: &fields, at: now).days(count, at: now)
    }

    @Test func `month without the day is named in a note on the next date`() throws {
        let days = try days("day 31")
        #expect(
            days.map { "\($0.start.date)" } == [
                "2026-12-31", "2027-01-31", "2027-03-31", "2027-05-31", "2027-07-31", "2027-08-31",
            ])
        #expect(
            days.map(\.notes) == [
                [], [], ["none in february 2027", "the offset changes"], ["none in april 2027"], ["none in june 2027"],
                [],
            ])
    }

    @Test(arguments: ["day 15", "last day", "second thursday", "every day"])
    func `day that every month has causes no note`(rule: String) throws {
        #expect(try days(rule, zone: "UTC", count: 40).allSatisfy(\.notes.isEmpty))
    }

    @Test func `another series with a meetup on the same day is named`() throws {
        var series = [TestSeries(), TestSeries(slug: "tenth", rule: "day 10", cancelled: ["2027-06-10"])]
        series[1].terms.title = "Tenth"
        let plans = try TestNetwork(series: series).network.cities[0].series
        let preview = SeriesPreview(plans[0].schedule, in: try Zone(stored: "Europe/Paris"), beside: [plans[1]])
        let days = try preview.days(8, at: try .utc("2026-12-01T12:00:00Z"))
        let shared = days.filter { $0.notes.contains("the same day as tenth") }
        #expect(shared.map { "\($0.start.date)" } == ["2026-12-10"])
    }

    @Test func `API shows the dates of a rule`() async throws {
        let site = try await TestSite()
        let path = "/api/v1/dates?rule=last+sunday+of+march&time=02:30&timezone=Europe/Paris&count=1"
        let answer = try await site.visitor.get(path)
        let date = try answer.json["dates"]?.list?.first
        #expect(date?["start"]?.text == "2027-03-28T03:30:00+02:00" && date?["weekday"]?.text == "sunday")
        #expect(date?["notes"]?.list?.first?.text == "clocks skip 02:30 on this day")
        let faulty = try await site.visitor.get("/api/v1/dates?rule=sometimes&timezone=Mars&count=0")
        #expect(faulty.status == .unprocessableContent)
        #expect(try faulty.faultyFields.sorted() == ["count", "rule", "timezone"])
    }
}
