import Domain
import HTTPTypes
import Testing

@testable import Hopdrink

struct EmbedPageTests {
    private let site: TestSite

    init() async throws {
        site = try await TestSite()
    }

    @Test func `only the embed page may be shown in a frame`() async throws {
        let framed = try await site.visitor.get("/en/tours/embed").headers[.contentSecurityPolicy]
        #expect(framed?.contains("frame-ancestors *") == true && framed?.contains("default-src 'none'") == true)
        for path in ["/en/tours", "/en/", "/en/tours/thursday", "/en/tours/nothing", "/feeds/tours.ics"] {
            let policy = try await site.visitor.get(path).headers[.contentSecurityPolicy]
            #expect(policy?.contains("frame-ancestors 'none'") == true, "\(path)")
        }
    }

    @Test func `links of the embed page open outside the frame`() async throws {
        let markup = try await site.visitor.get("/en/tours/embed").markup
        let links = markup.all("a")
        #expect(links.count > 2 && links.allSatisfy { $0["target"] == "_blank" && $0["rel"] == "noopener" })
        #expect(markup.first("header") == nil && markup.first("footer") == nil)
        #expect(markup.all("meta").contains { $0["name"] == "robots" && $0["content"] == "noindex" })
    }

    @Test func `city page has an iframe tag to copy, with the city's name escaped`() async throws {
        try await site.apply(TestNetwork(name: "'L\"Île <b>'"))
        let markup = try await site.visitor.get("/en/tours").markup
        let line = Markup(try #require(markup.first("code")).text)
        let layout = try #require(line.first("iframe"))
        #expect(layout["src"] == "https://hopdrink.test/en/tours/embed")
        #expect(layout["title"] == "Freelancer meetups in L\"Île <b>" && line.elements.count == 1)
    }

    @Test func `unknown city has no embed page`() async throws {
        #expect(try await site.visitor.get("/en/atlantis/embed").status == .notFound)
    }

    @Test func `city page with twelve meetups is small`() async throws {
        var series = TestSeries(rule: "every thursday")
        series.terms.summary = String(repeating: "A glass and some cheese. ", count: 150)
        try await site.apply(TestNetwork(series: [series]))
        let bytes = try await site.visitor.get("/fr/tours").bytes
        #expect(try await site.meetups().count > 12)
        #expect(bytes.count < 30_000, "\(bytes.count)")
    }
}
