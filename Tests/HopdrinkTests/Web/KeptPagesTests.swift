import Foundation
import HTTPTypes
import Hummingbird
import Synchronization
import Testing

@testable import Hopdrink

struct KeptPagesTests {
    /// A site of one page, which says how often it was made.
    private struct Counter: Sendable {
        let visitor: Visitor

        init(freshness: Duration, status: HTTPResponse.Status = .ok) {
            let kept = KeptPages(freshness: freshness)
            let count = Made()
            let router = Router(context: Hopdrink.RequestContext.self, options: .autoGenerateHeadEndpoints)
            router.middlewares.add(PageForgetter(kept: kept))
            router.group().add(middleware: PageKeeper(kept: kept)).get("page") { _, _ in
                Response(status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: "made \(count.next())")))
            }
            router.post("change") { _, _ in Response(status: .seeOther) }
            visitor = Visitor(router)
        }

        func text(_ path: String = "/page") async throws -> String { try await visitor.get(path).text }
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

    @Test func `a page is made once for all who come in the same moment`() async throws {
        let site = Counter(freshness: .seconds(60))
        #expect(try await site.text() == "made 1")
        #expect(try await site.text() == "made 1")
    }

    @Test func `a page is made anew when the moment is over`() async throws {
        let site = Counter(freshness: .zero)
        #expect(try await site.text() == "made 1")
        #expect(try await site.text() == "made 2")
    }

    @Test func `a page is made anew after a request that may change something`() async throws {
        let site = Counter(freshness: .seconds(60))
        #expect(try await site.text() == "made 1")
        _ = try await site.visitor.post("/change", form: [:])
        #expect(try await site.text() == "made 2")
    }

    @Test func `an error is not kept, nor what stands behind a question mark`() async throws {
        let faulty = Counter(freshness: .seconds(60), status: .notFound)
        _ = try await faulty.text()
        #expect(try await faulty.text() == "made 2")
        let site = Counter(freshness: .seconds(60))
        _ = try await site.text("/page?zone=Asia/Tokyo")
        #expect(try await site.text("/page?zone=Europe/Paris") == "made 2")
    }

    @Test func `who takes gzip gets it, and both forms say that there are two`() async throws {
        let site = Counter(freshness: .seconds(60))
        let plain = try await site.visitor.get("/page")
        let compressed = try await site.visitor.get("/page", headers: [.acceptEncoding: "br, gzip"])
        #expect(compressed.headers[.contentEncoding] == "gzip")
        #expect(compressed.bytes.prefix(2) == [0x1F, 0x8B])
        #expect(compressed.headers[.contentLength] == String(compressed.bytes.count))
        #expect(plain.headers[.contentEncoding] == nil)
        #expect([plain, compressed].allSatisfy { $0.headers[.vary] == "Accept-Encoding" })
    }

    @Test func `HEAD says the same as GET`() async throws {
        let site = Counter(freshness: .seconds(60))
        let answer = try await site.visitor.head("/page")
        #expect(answer.status == .ok)
        #expect(answer.bytes.isEmpty)
    }
}
