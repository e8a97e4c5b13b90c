import Domain
import Foundation
import HTTPTypes
import Testing

@testable import Hopdrink

struct SitemapTests {
    private func locations(_ text: String) -> [String] {
        text.components(separatedBy: "<loc>").dropFirst().map { $0.components(separatedBy: "<")[0] }
    }

    @Test func `every public page is listed in every language`() async throws {
        let site = try await TestSite(TestNetwork(series: [TestSeries(cancelled: ["2027-01-14"])], hasBerlin: true))
        let answer = try await site.visitor.get("/sitemap.xml")
        #expect(answer.status == .ok && answer.headers[.contentType] == "application/xml; charset=utf-8")
        let listed = locations(answer.text)
        let meetups = try await site.meetups().filter { $0.state == .scheduled }
        let pages = ["", "tours", "berlin", "tours/thursday"] + meetups.map { "meetups/\($0.id)" }
        let wanted = pages.flatMap { page in Samples.languages.map { "https://hopdrink.test/\($0)/\(page)" } }
        #expect(Set(listed) == Set(wanted) && listed.count == wanted.count)
        for address in listed {
            #expect(try await site.visitor.get(String(address.dropFirst("https://hopdrink.test".count))).status == .ok)
        }
    }

    @Test func `sitemap is XML and names the other languages of each page`() async throws {
        let text = try await TestSite().visitor.get("/sitemap.xml").text
        let markup = Markup(String(text.drop { $0 != "\n" }))
        #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset "))
        let links = markup.all("xhtml:link").prefix(Samples.languages.count + 1).map { $0["hreflang"] }
        #expect(links == Samples.languages + ["x-default"])
        #expect(markup.first("lastmod")?.text == "2026-12-01")
    }

    @Test func `sitemap of a large network is an index of parts that contain every page once`() async throws {
        let series = (0..<10).map { TestSeries(slug: "day-\($0)", rule: "every day") }
        let site = try await TestSite(TestNetwork(series: series, hasBerlin: true), weeksAhead: 6)
        let index = try await site.visitor.get("/sitemap.xml")
        #expect(index.text.contains("<sitemapindex") && index.bytes.count < 10_000)
        let parts = locations(index.text).map { $0.replacing("&amp;", with: "&") }
        #expect(parts.count > 2)
        var listed: [String] = []
        for part in parts {
            let answer = try await site.visitor.get(String(part.dropFirst("https://hopdrink.test".count)))
            #expect(answer.status == .ok && answer.text.contains("<urlset"))
            #expect(locations(answer.text).count <= SitemapRoutes.maxEntries * Samples.languages.count)
            listed += locations(answer.text)
        }
        let meetups = try await site.meetups().filter { $0.startsAt > site.clock.now }
        let pages = ["", "tours", "berlin"] + series.map { "tours/\($0.slug)" } + meetups.map { "meetups/\($0.id)" }
        let wanted = pages.flatMap { page in Samples.languages.map { "https://hopdrink.test/\($0)/\(page)" } }
        #expect(listed.count == wanted.count && Set(listed) == Set(wanted))
    }

    @Test(arguments: ["city=nowhere", "city=TOURS", "city=", "city=tours&page=1000"])
    func `unknown city or part has no sitemap`(query: String) async throws {
        let site = try await TestSite()
        #expect(try await site.visitor.get("/sitemap.xml?\(query)").status == .notFound)
    }

    @Test func `robots file names the sitemap`() async throws {
        let text = try await TestSite().visitor.get("/robots.txt").text
        let lines = text.split(separator: "\n")
        #expect(lines.contains("Sitemap: https://hopdrink.test/sitemap.xml"))
        #expect(lines.contains("Disallow: /*/rsvps/") && lines.contains("Disallow: /u/"))
    }
}
