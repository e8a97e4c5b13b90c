import Domain
import Foundation
import Testing

@testable import Hopdrink

/// Local times in other zones of Thursday 10 December 2026, 19:00–21:00 in Tours.
struct ZoneMenuTests {
    private func page(_ zone: String?, start: String = "2026-12-10T19:00") throws -> Markup {
        let samples = try Samples()
        let meetup = try Samples.meetup(in: samples.city, start: start)
        var setting = MeetupPage.Setting(city: samples.city, occupancy: samples.occupancy(taken: 0))
        setting.cities = [
            ("Berlin", "Europe/Berlin"), ("Tours", "Europe/Paris"), ("Québec", "America/Montreal"),
            ("Ulm", "Europe/Berlin"), ("Trier", "Europe/Berlin"),
        ].map { ZoneMenu.City(name: $0, zone: $1) }
        setting.zone = ZoneMenu.zone(asked: zone.map { Substring($0) })
        let page = MeetupPage(meetup, setting, in: samples.pages.site(.english), at: samples.now)
        return Markup(samples.pages.html(page))
    }

    @Test(arguments: [
        ("America/Montreal", "2026-12-10T19:00", "Québec: Thursday 10 December 2026, 13:00–15:00"),
        (
            "Asia/Tokyo", "2026-12-10T19:00", "Tokyo: Friday 11 December 2026, 03:00–05:00 (the next day there)"
        ),
        (
            "America/Los_Angeles", "2026-12-10T08:00",
            "Los Angeles: Wednesday 9 December 2026, 23:00–01:00 (the next day) (still the day before there)"
        ),
        ("Europe/Berlin", "2026-12-10T19:00", "Berlin, Ulm: the same time"),
        // The difference is another one in the weeks when only one of the two places has summer time.
        ("America/New_York", "2027-03-18T19:00", "New York: Thursday 18 March 2027, 14:00–16:00"),
    ])
    func `meetup is shown in the local time of another zone`(zone: String, start: String, answer: String) throws {
        #expect(try page(zone, start: start).all(class: "elsewhere").map(\.text) == [answer])
    }

    @Test(arguments: [
        nil, "", "CET", "Mars/Olympus", "Europe", "Europe/", "Europe/Paris/", "../../etc/passwd", "right/Europe/Paris",
        "posix/Europe/Paris", "Europe/../Europe/Paris", "Europe/Pari\u{301}s", "Etc/GMT+1", "<script>",
    ])
    func `invalid zone is ignored`(zone: String?) throws {
        let markup = try page(zone)
        #expect(markup.all(class: "elsewhere").isEmpty)
        #expect(markup.first("details")?["open"] == nil)
    }

    @Test func `every listed zone exists, and the city's own is not listed`() throws {
        let places = try page("Asia/Tokyo").all("a").filter { $0["href"]?.contains("?zone=") == true }
        let zones = places.compactMap { $0["href"]?.split(separator: "=").last }
        #expect(zones.count == Set(zones).count && zones.count > 15 && !zones.contains("Europe/Paris"))
        for zone in zones { #expect(ZoneMenu.zone(asked: zone) != nil, "\(zone)") }
        #expect(places.filter { $0["aria-current"] == "true" }.map(\.text) == ["Tokyo"])
    }

    @Test func `canonical URL of the page has no zone`() throws {
        let links = try page("Asia/Tokyo").all("link")
        #expect(links.first { $0["rel"] == "canonical" }?["href"]?.contains("zone") == false)
    }
}
