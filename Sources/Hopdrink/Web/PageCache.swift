import Domain
import HTTPTypes
import Hummingbird
import NIOCore
package import Storage
import Synchronization

/// Caches pages and lists that are the same for everybody for a short time, so that many requests at once make each
/// page only once.
///
/// A change by this daemon shows at once: each write names the cities and meetups that it changes, and only the pages
/// that show these are removed. A change by another daemon shows when the page is no longer fresh.
package final class PageCache: Sendable {
    private let freshness: Duration
    private let cache: DocumentCache<Key, CachedPage>
    private let changes = Mutex(0)
    /// Whether no other daemon shares the database, so that this cache learns of every change.
    private let isAlone = Mutex(false)

    /// The parts of a request that its response depends on. The spelling of its URL is not one of them.
    fileprivate struct Key: Hashable, Sendable {
        let route: String
        let values: [String]
        let endsWithSlash: Bool
    }

    /// `freshness` is how long a page stays fresh if another daemon may change what it shows.
    package convenience init(freshness: Duration = .milliseconds(500)) {
        self.init(freshness: freshness, bounds: MemoryBounds.pages)
    }

    init(freshness: Duration, bounds: CacheBounds) {
        self.freshness = freshness
        cache = DocumentCache(bounds)
    }

    var bytes: Int { cache.bytes }
    var count: Int { cache.count }

    /// Wraps the database so that every change made through it shows at once.
    package func watching(_ database: any Database) -> any Database {
        isAlone.withLock { $0 = !database.isShared }
        return WatchedDatabase(database) { [self] names in forget(Set(names.map(Subject.init))) }
    }

    /// Removes the pages that show any of these subjects.
    func forget(_ subjects: Set<Subject>) {
        cache.forget(subjects)
        if subjects.contains(.network) { changes.withLock { $0 += 1 } }
    }

    /// The number of times that this daemon changed something that feeds show.
    var networkChanges: Int { changes.withLock { $0 } }

    fileprivate func page(
        _ key: Key, freshFor span: PageCacheMiddleware.Span, make: () async throws -> (CachedPage, Set<Subject>)
    ) async throws -> CachedPage {
        let fresh = freshness * (isAlone.withLock { $0 } ? span.alone : span.shared)
        let judge = { (page: CachedPage) -> DocumentCache<Key, CachedPage>.Verdict in
            let age = page.made.duration(to: .now)
            return age < fresh ? .fresh : age < fresh * 2 ? .stale : .outdated
        }
        do {
            return try await cache.value(for: key, judge: judge) {
                let (page, subjects) = try await make()
                let size = page.bytes + MemoryBounds.entry + subjects.count * MemoryBounds.subject
                return DocumentCache.Made(value: page, bytes: size, subjects: subjects)
            }
        } catch is DocumentCache<Key, CachedPage>.Crowded {
            throw Failure.unavailable(retryAfter: 1)
        }
    }
}

/// Serves the pages of the routes behind it from the cache. It ignores all query parameters except `parameters`.
struct PageCacheMiddleware: RouterMiddleware {
    typealias Context = RequestContext

    let kept: PageCache
    /// The query parameters that the routes behind this middleware read.
    var parameters: [Parameter] = []
    var span = Span()

    /// How long these pages stay fresh, as multiples of the time for a page with a form.
    struct Span: Sendable {
        /// If another daemon may change what they show.
        var shared = 1
        /// If no other daemon may, so that every change shows at once.
        var alone = 1
    }

    /// A query parameter that the routes behind this middleware read. Two spellings of one value share one page.
    struct Parameter: Sendable {
        let name: Substring
        /// The value as the routes understand it; nil for a value that they ignore.
        let value: @Sendable (Substring) -> String?
    }

    /// Returns the middleware with longer times, for pages that are expensive to make and have no form.
    func kept(shared: Int, alone: Int) -> PageCacheMiddleware {
        var keeper = self
        keeper.span = Span(shared: shared, alone: alone)
        return keeper
    }

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .get || request.method == .head else { return try await next(request, context) }
        let maker = Maker()
        do {
            let page = try await kept.page(key(of: request, context), freshFor: span) {
                var context = context
                let shown = ShownSubjects()
                context.shown = shown
                let response = try await next(request, context)
                guard response.status == .ok else { throw NotCached(response: response, maker: maker) }
                return (try await CachedPage(response), shown.subjects)
            }
            return page.response(to: request)
        } catch let other as NotCached {
            return other.maker === maker ? other.response : try await next(request, context)
        }
    }

    private func key(of request: Request, _ context: RequestContext) -> PageCache.Key {
        let asked = request.uri.queryParameters
        let read = parameters.map { parameter in asked[parameter.name].flatMap(parameter.value) ?? "" }
        return PageCache.Key(
            route: context.endpointPath ?? request.uri.path,
            values: context.parameters.map { "\($0.key)=\($0.value)" }.sorted() + read,
            endsWithSlash: request.uri.path.hasSuffix("/")
        )
    }

    /// A response that is not a shared page, such as a redirect to the visitor's language. It is valid for one request
    /// only.
    private struct NotCached: Error {
        let response: Response
        let maker: Maker
    }

    /// The identity of one request.
    private final class Maker: Sendable {}
}

/// Collects the subjects that a page shows. Its route reports them while it makes the page.
final class ShownSubjects: Sendable {
    private let noted = Mutex<Set<Subject>>([])

    var subjects: Set<Subject> { noted.withLock { $0 } }

    func add(_ subjects: some Sequence<Subject>) { noted.withLock { $0.formUnion(subjects) } }
}

extension RequestContext {
    /// Reports subjects that the response shows.
    func shows(_ subjects: Subject...) { shown?.add(subjects) }

    /// Reports that the response shows how full these meetups are.
    func shows(_ meetups: some Sequence<Meetup>) { shown?.add(meetups.map { .meetup($0.id) }) }
}

extension Subject {
    /// A city and everything that happens there, except the guests of its meetups.
    static func city(_ city: Slug) -> Subject { Subject(name: "city \(city)") }
    /// The guests of a meetup.
    static func meetup(_ meetup: Meetup.ID) -> Subject { Subject(name: "meetup \(meetup)") }
    /// The list of cities, with the next meetups of each.
    static let network = Subject(name: "network")
    /// The requested cities.
    static let cityRequests = Subject(name: "city_requests")
}

extension Transaction {
    /// Records the subjects that this transaction changes.
    func note(_ subjects: Subject...) { subjects.forEach { note(change: $0.name) } }
}

/// A finished page, plain and compressed. It contains no secret, so its compressed length reveals nothing.
private struct CachedPage: Sendable {
    let made = ContinuousClock.now
    private let headers: HTTPFields
    private let plain: ByteBuffer
    private let compressed: ByteBuffer?

    init(_ response: Response) async throws {
        let body = CollectedBody()
        try await response.body.write(body)
        plain = body.bytes
        compressed = Gzip.compress(Array(plain.readableBytesView)).map { ByteBuffer(bytes: $0) }
        var headers = response.headers
        headers[.contentLength] = nil
        headers[.vary] = "Accept-Encoding"
        self.headers = headers
    }

    var bytes: Int { plain.readableBytes + (compressed?.readableBytes ?? 0) }

    func response(to request: Request) -> Response {
        guard request.takesGzip, let compressed else {
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: plain))
        }
        var headers = headers
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: compressed))
    }
}

/// Collects the bytes of a response body for the cache.
private final class CollectedBody: ResponseBodyWriter {
    private(set) var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) {
        bytes.writeImmutableBuffer(buffer)
    }

    func finish(_ trailingHeaders: HTTPFields?) {}
}
