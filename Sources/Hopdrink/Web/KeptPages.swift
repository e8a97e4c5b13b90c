import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// Pages that are the same for everybody, each kept for a moment: when many come at once, it is made but once.
///
/// What visitors of this daemon change shows at once, because each request that may change something empties the memory;
/// what a sibling or a service changes shows when the moment is over.
final class KeptPages: Sendable {
    /// Anybody may ask for any page: beyond this, all are forgotten.
    private static let mostPages = 1000

    private struct Memory {
        var pages: [String: KeptPage] = [:]
        /// Grows whenever everything is forgotten: a page that was begun before is not kept.
        var generation = 0
    }

    private let freshness: Duration
    private let memory = Mutex(Memory())

    init(freshness: Duration) {
        self.freshness = freshness
    }

    fileprivate func page(at path: String) -> (page: KeptPage?, generation: Int) {
        memory.withLock { memory in
            let page = memory.pages[path].flatMap { ContinuousClock.now - $0.made < freshness ? $0 : nil }
            return (page, memory.generation)
        }
    }

    fileprivate func keep(_ page: KeptPage, at path: String, of generation: Int) {
        memory.withLock { memory in
            guard memory.generation == generation else { return }
            if memory.pages.count >= Self.mostPages { memory.pages = [:] }
            memory.pages[path] = page
        }
    }

    fileprivate func forget() {
        memory.withLock { memory in
            memory.pages = [:]
            memory.generation += 1
        }
    }
}

/// Serves the pages behind it from memory. What an address asks for behind a `?` is made anew each time.
struct PageKeeper: RouterMiddleware {
    typealias Context = RequestContext

    let kept: KeptPages

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .get, request.uri.query == nil else { return try await next(request, context) }
        let path = request.uri.path
        let (known, generation) = kept.page(at: path)
        if let known { return known.response(to: request) }
        let response = try await next(request, context)
        guard response.status == .ok else { return response }
        let page = try await KeptPage(response)
        kept.keep(page, at: path, of: generation)
        return page.response(to: request)
    }
}

/// Lets pages be made anew once a request may have changed something.
struct PageForgetter: RouterMiddleware {
    typealias Context = RequestContext

    let kept: KeptPages

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        defer {
            if !request.method.isSafe { kept.forget() }
        }
        return try await next(request, context)
    }
}

/// A page as it was made, and compressed. It holds nothing secret, so that its compressed length gives nothing away.
private struct KeptPage: Sendable {
    let made = ContinuousClock.now
    private let headers: HTTPFields
    private let bytes: ByteBuffer
    private let compressed: ByteBuffer?

    init(_ response: Response) async throws {
        let body = CollectedBody()
        try await response.body.write(body)
        bytes = body.bytes
        compressed = Gzip.compress(Array(bytes.readableBytesView)).map { ByteBuffer(bytes: $0) }
        var headers = response.headers
        headers[.contentLength] = nil
        headers[.vary] = "Accept-Encoding"
        self.headers = headers
    }

    func response(to request: Request) -> Response {
        guard request.takesGzip, let compressed else {
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
        }
        var headers = headers
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: compressed))
    }
}

/// Where a body is written to that is to be kept.
private final class CollectedBody: ResponseBodyWriter {
    private(set) var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) {
        bytes.writeImmutableBuffer(buffer)
    }

    func finish(_ trailingHeaders: HTTPFields?) {}
}
