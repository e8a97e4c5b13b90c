import HTTPTypes
import Hummingbird
import Testing

@testable import Hopdrink

struct SiteFileTests {
    @Test func `stylesheet is cached for ever under its version, and revalidated without it`() async throws {
        let pages = try Samples.pages()
        let router = Router(context: Hopdrink.RequestContext.self)
        router.get("styles.css") { request, _ in pages.stylesheet.response(to: request) }
        let visitor = Visitor(router)
        let versioned = try await visitor.get(Address.stylesheet(version: pages.stylesheet.version).path)
        #expect(versioned.headers[.cacheControl]?.contains("immutable") == true)
        #expect(versioned.headers[.contentType] == "text/css; charset=utf-8")
        let plain = try await visitor.get("/styles.css")
        #expect(plain.headers[.cacheControl] == "no-cache")
        let tag = try #require(plain.headers[.eTag])
        let again = try await visitor.get("/styles.css", headers: [.ifNoneMatch: "\"other\", W/\(tag)"])
        #expect(again.status == .notModified)
        #expect(again.bytes.isEmpty)
    }
}
