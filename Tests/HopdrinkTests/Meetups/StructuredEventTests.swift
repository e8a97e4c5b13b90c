import Domain
import Foundation
import Testing

@testable import Hopdrink

struct StructuredEventTests {
    private struct Event: Decodable {
        let name: String
        let startDate: String
        let eventStatus: String
        let description: String
    }

    private func script(_ meetup: Meetup, _ samples: Samples) throws -> String {
        let setting = MeetupPage.Setting(city: samples.city, occupancy: samples.occupancy(taken: 0))
        let page = MeetupPage(meetup, setting, in: try samples.pages.site(named: "en"), at: samples.now)
        let markup = Markup(samples.pages.html(page))
        let scripts = markup.all("script")
        #expect(scripts.count == 1)
        #expect(markup.unbalanced.isEmpty)
        return try #require(scripts.first).text
    }

    @Test func `structured data contains the meetup`() throws {
        let samples = try Samples()
        let events = try JSONDecoder().decode([Event].self, from: Data(script(samples.meetup, samples).utf8))
        #expect(events.map(\.startDate) == ["2026-12-10T19:00:00+01:00"])
        #expect(events.map(\.eventStatus) == ["https://schema.org/EventScheduled"])
        #expect(try script(samples.meetup, samples).contains("\"@type\":\"Event\""))
    }

    @Test(arguments: [
        "</script><script>alert(1)</script>", "<!--<script>", "</script\u{301}>", "<\u{338}/script>", "\u{2028}&amp;",
        "\"},{\"@type\":\"Evil\"", "]]></script >", "\\u003c/script>",
    ])
    func `organiser's text cannot end the script element`(text: String) throws {
        let samples = try Samples()
        let meetup = try Samples.meetup(in: samples.city, title: text, text: text)
        let script = try script(meetup, samples)
        #expect(!script.unicodeScalars.contains("<"))
        let events = try JSONDecoder().decode([Event].self, from: Data(script.utf8))
        #expect(events.map(\.name) == [text])
        #expect(events.map(\.description) == [text])
    }
}
