import Foundation
import HTTPTypes
import Hummingbird
import Synchronization
import Testing

@testable import Hopdrink

struct PageCacheTests {
    /// A site with one page, which shows how often pages were made.
    private struct Counter: Sendable {
        let visitor: Visitor
        let kept: PageCache

        init(
            freshness: Duration, status: HTTPResponse.Status = .ok, bounds: CacheBounds = MemoryBounds.pages,
            padding: Int = 0
        ) {
            let kept = PageCache(freshness: freshness, bounds: bounds)
            let count = Made()
            let router = Router(context: Hopdrink.RequestContext.self, options: .autoGenerateHeadEndpoints)
            let number = PageCacheMiddleware.Parameter(name: "number") { Int($0).map { "\($0)" } }
            let group = router.group().add(middleware: PageCacheMiddleware(kept: kept, parameters: [number]))
            group.get("page/:city") { request, context in
                context.shows(Subject(name: context.parameters.get("city") ?? ""))
                let number = request.uri.queryParameters["number"].flatMap { Int($0) } ?? 0
                let text = "made \(count.next()) of \(number)\(String(repeating: ".", count: padding))"
                return Response(status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
            }
            router.post("change") { _, _ in Response(status: .seeOther) }
            visitor = Visitor(router)
            self.kept = kept
        }

        func text(_ path: String = "/page/tours") async throws -> String { try await visitor.get(path).text }
    }

    private final class Made: Sendable {
        private let count = Mutex(0)

        func next() -> Int {
            count.withLock { count in
                count += 1
                return count
            }
        }
    }

    @Test func `fresh page is made once for all visitors`() async throws {
        let site = Counter(freshness: .seconds(60))
        #expect(try await site.text() == "made 1 of 0")
        #expect(try await site.text() == "made 1 of 0")
    }

    @Test func `page is made again once it is no longer fresh`() async throws {
        let site = Counter(freshness: .zero)
        #expect(try await site.text() == "made 1 of 0")
        #expect(try await site.text() == "made 2 of 0")
    }

    @Test func `page is made again when its subject has changed, and other pages are not`() async throws {
        let site = Counter(freshness: .seconds(60))
        #expect(try await site.text("/page/tours") == "made 1 of 0")
        #expect(try await site.text("/page/paris") == "made 2 of 0")
        site.kept.forget([Subject(name: "tours")])
        #expect(try await site.text("/page/paris") == "made 2 of 0")
        #expect(try await site.text("/page/tours") == "made 3 of 0")
    }

    @Test func `request without a change removes nothing from the cache`() async throws {
        let site = Counter(freshness: .seconds(60))
        #expect(try await site.text() == "made 1 of 0")
        _ = try await site.visitor.post("/change", form: [:])
        _ = try await site.visitor.post("/nope", form: [:])
        #expect(try await site.text() == "made 1 of 0")
    }

    @Test func `error is not cached`() async throws {
        let faulty = Counter(freshness: .seconds(60), status: .notFound)
        _ = try await faulty.text()
        #expect(try await faulty.text() == "made 2 of 0")
        #expect(faulty.kept.count == 0)
    }

    @Test func `only query parameters that the page reads make another cache entry`() async throws {
        let site = Counter(freshness: .seconds(60))
        #expect(try await site.text("/page/tours?number=7") == "made 1 of 7")
        for query in ["number=07", "number=%37", "number=7&x=1", "x=2&number=007"] {
            #expect(try await site.text("/page/tours?\(query)") == "made 1 of 7", "\(query)")
        }
        #expect(try await site.text("/page/tours?number=8") == "made 2 of 8")
        for query in ["", "x=\(String(repeating: "y", count: 5000))", "number=many", "utm_source=mail"] {
            #expect(try await site.text("/page/tours?\(query)") == "made 3 of 0", "\(query)")
        }
        #expect(site.kept.count == 3)
    }

    @Test func `cached pages stay within the byte limit`() async throws {
        let bounds = CacheBounds(bytes: 100_000, entries: 4096, makers: 4, line: 4)
        let site = Counter(freshness: .seconds(60), bounds: bounds, padding: 500)
        for number in 0..<300 {
            _ = try await site.text("/page/city-\(number)?number=\(number)")
            #expect(site.kept.bytes <= 100_000)
        }
        #expect(site.kept.count > 10)
    }

    @Test func `gzip is sent on request, and both forms have Vary`() async throws {
        let site = Counter(freshness: .seconds(60))
        let plain = try await site.visitor.get("/page/tours")
        let compressed = try await site.visitor.get("/page/tours", headers: [.acceptEncoding: "br, gzip"])
        #expect(compressed.headers[.contentEncoding] == "gzip")
        #expect(compressed.bytes.prefix(2) == [0x1F, 0x8B])
        #expect(compressed.headers[.contentLength] == String(compressed.bytes.count))
        #expect(plain.headers[.contentEncoding] == nil)
        #expect([plain, compressed].allSatisfy { $0.headers[.vary] == "Accept-Encoding" })
    }

    @Test func `HEAD has the same response as GET and makes no page again`() async throws {
        let site = Counter(freshness: .seconds(60))
        for _ in 0..<3 {
            let answer = try await site.visitor.head("/page/tours")
            #expect(answer.status == .ok && answer.bytes.isEmpty)
        }
        #expect(try await site.text() == "made 1 of 0")
    }
}
