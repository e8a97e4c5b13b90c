import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

/// The Atom feed of a city's coming meetups.
struct AtomFeedTests {
    private static let path = "/feeds/tours.atom"

    private let site: TestSite

    init() async throws {
        site = try await TestSite(TestNetwork(hasBerlin: true))
    }

    private func feed(_ path: String = path, _ headers: HTTPFields = [:]) async throws -> Visitor.Answer {
        try await site.visitor.get(path, headers: headers)
    }

    /// Returns the parsed feed without its XML declaration.
    private func markup(_ path: String = path) async throws -> Markup {
        let text = try await feed(path).text
        #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed "))
        let markup = Markup(text.split(separator: "\n").dropFirst().joined(separator: "\n"))
        #expect(markup.unbalanced.isEmpty)
        return markup
    }

    private func apply(_ change: (inout TestSeries) -> Void) async throws {
        var network = TestNetwork(hasBerlin: true)
        change(&network.series[0])
        try await site.apply(network)
    }

    @Test func `feed has an entry for every coming meetup`() async throws {
        let meetups = try await site.meetups()
        let markup = try await markup()
        #expect(markup.all("entry").count == meetups.count)
        #expect(markup.all("id").map(\.text).first == "https://hopdrink.test/feeds/tours.atom")
        #expect(
            markup.all("id").map(\.text).dropFirst().elementsEqual(
                meetups.map { "tag:hopdrink.test,2026-12-01:\($0.id)" }))
        #expect(markup.all("title").map(\.text) == ["Meetups in Tours"] + meetups.map { _ in "Apero" })
        let summary = "Thursday 10 December 2026, 19:00–21:00, le caveau, La Cave, 4 place de Chateauneuf"
        #expect(markup.first("summary")?.text == summary)
        #expect(markup.all("published").first?.text == "2026-12-01T12:00:00Z")
        #expect(Set(markup.all("updated").map(\.text)) == ["2026-12-01T12:00:00Z"])
        #expect(markup.first("name")?.text == "Hopdrink" && markup.first("feed")?["xml:lang"] == "en")
    }

    @Test func `feed links to itself and to the pages with the same content`() async throws {
        let first = try await site.firstMeetup()
        let links = try await markup().all("link")
        #expect(links.first { $0["rel"] == "self" }?["href"] == "https://hopdrink.test/feeds/tours.atom")
        let pages = links.filter { $0["rel"] == "alternate" }.map { $0["href"] }
        #expect(
            Array(pages.prefix(2)) == [
                "https://hopdrink.test/en/tours", "https://hopdrink.test/en/meetups/\(first.id)",
            ])
    }

    @Test func `changed meetup keeps its id and gets a later date`() async throws {
        let before = try await markup().all("id").map(\.text)
        site.clock.advance(by: .hour)
        try await apply { series in
            series.cancelled = ["2026-12-10"]
        }
        let markup = try await markup()
        #expect(markup.all("id").map(\.text) == before)
        #expect(markup.all("title").map(\.text).contains("CANCELLED: Apero"))
        #expect(
            Array(markup.all("updated").map(\.text).prefix(3))
                == ["2026-12-01T13:00:00Z", "2026-12-01T13:00:00Z", "2026-12-01T12:00:00Z"])
        let hidden = try await self.markup("\(Self.path)?cancelled=hide")
        #expect(hidden.all("entry").count == before.count - 2)
    }

    @Test func `feed is served with the same headers as calendar feeds`() async throws {
        let first = try await feed()
        #expect(first.status == .ok && first.headers[.contentType] == "application/atom+xml; charset=utf-8")
        #expect(first.headers[.cacheControl] == "no-cache" && first.headers[.contentDisposition] == nil)
        let tag = try #require(first.headers[.eTag])
        let date = try #require(first.headers[.lastModified])
        #expect(try await feed(Self.path, [.ifNoneMatch: tag]).status == .notModified)
        #expect(try await feed(Self.path, [.ifModifiedSince: date]).status == .notModified)
        #expect(try await feed(Self.path, [.acceptEncoding: "gzip"]).headers[.contentEncoding] == "gzip")
        let asked = try await site.visitor.head(Self.path)
        #expect(asked.bytes.isEmpty && asked.headers[.contentLength] == "\(first.bytes.count)")
        #expect(try await feed("/feeds/tours.ics").headers[.eTag] != tag)
    }

    @Test func `meetup that is over leaves the feed at the end of its day`() async throws {
        let count = try await markup().all("entry").count
        try site.clock.move(to: "2026-12-10T23:00:00Z")
        #expect(try await markup().all("entry").count == count)
        try site.clock.move(to: "2026-12-11T01:00:00Z")
        #expect(try await markup().all("entry").count == count - 1)
    }

    @Test func `special characters in a title are escaped`() async throws {
        let title = "A <b>&\"\u{338} ]]>"
        try await apply { $0.terms.title = title }
        let text = try await feed().text
        #expect(text.contains("<title>A &lt;b&gt;&amp;&quot;\u{338} ]]&gt;</title>"))
    }

    @Test func `city without a date has an empty feed, and an unknown city has none`() async throws {
        let markup = try await markup("/feeds/berlin.atom")
        #expect(markup.all("entry").isEmpty && markup.first("updated")?.text == "2026-12-01T12:00:00Z")
        for path in ["/feeds/nowhere.atom", "/feeds/TOURS.atom", "/feeds/network.atom", "/feeds/.atom"] {
            #expect(try await feed(path).status == .notFound, "\(path)")
        }
    }
}
