import Domain
import HTTPTypes
import Hummingbird
import NIOCore
package import Storage
import Synchronization

/// Pages and lists that are the same for everybody, each kept for a moment: when many come at once, it is made but once.
///
/// What this daemon changes shows at once, because each write tells which cities and meetups it changed, and only what
/// shows these is forgotten. What a sibling changes shows when the moment is over.
package final class PageCache: Sendable {
    private let freshness: Duration
    private let cache: DocumentCache<Key, CachedPage>
    private let changes = Mutex(0)
    /// Whether every change of the database is told of here.
    private let isAlone = Mutex(false)

    /// What an answer depends on: not how its address was spelled.
    fileprivate struct Key: Hashable, Sendable {
        let route: String
        let values: [String]
        let endsWithSlash: Bool
    }

    /// How old a page may be that shows what another daemon may have changed.
    package convenience init(freshness: Duration = .milliseconds(500)) {
        self.init(freshness: freshness, bounds: MemoryBounds.pages)
    }

    init(freshness: Duration, bounds: CacheBounds) {
        self.freshness = freshness
        cache = DocumentCache(bounds)
    }

    var bytes: Int { cache.bytes }
    var count: Int { cache.count }

    /// The database, so watched that what is written through it shows at once.
    package func watching(_ database: any Database) -> any Database {
        isAlone.withLock { $0 = !database.isShared }
        return WatchedDatabase(database) { [self] names in forget(Set(names.map(Subject.init))) }
    }

    /// Lets what shows any of these be made anew.
    func forget(_ subjects: Set<Subject>) {
        cache.forget(subjects)
        if subjects.contains(.network) { changes.withLock { $0 += 1 } }
    }

    /// How often this daemon changed anything that feeds show.
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

/// Serves the pages behind it from memory. Of what an address asks for behind a `?` only `parameters` count.
struct PageCacheMiddleware: RouterMiddleware {
    typealias Context = RequestContext

    let kept: PageCache
    /// What the routes behind this read of the query.
    var parameters: [Parameter] = []
    var span = Span()

    /// How many times as long as a page with a form these may be kept.
    struct Span: Sendable {
        /// Where another daemon may change what they show.
        var shared = 1
        /// Where it shows at once whatever changes it.
        var alone = 1
    }

    /// Something in the query that the routes behind this read: two spellings of the same value are one page.
    struct Parameter: Sendable {
        let name: Substring
        /// The value as the routes take it; nil for one that they ignore.
        let value: @Sendable (Substring) -> String?
    }

    /// The same for what is dear to make and has no form.
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

    /// An answer that is nobody's page, such as a redirection into the visitor's language: it is for one request alone.
    private struct NotCached: Error {
        let response: Response
        let maker: Maker
    }

    /// One request, as itself.
    private final class Maker: Sendable {}
}

/// What the page that is being made shows, as its route says.
final class ShownSubjects: Sendable {
    private let noted = Mutex<Set<Subject>>([])

    var subjects: Set<Subject> { noted.withLock { $0 } }

    func add(_ subjects: some Sequence<Subject>) { noted.withLock { $0.formUnion(subjects) } }
}

extension RequestContext {
    /// Says what the answer shows.
    func shows(_ subjects: Subject...) { shown?.add(subjects) }

    /// That the answer shows how full these are.
    func shows(_ meetups: some Sequence<Meetup>) { shown?.add(meetups.map { .meetup($0.id) }) }
}

extension Subject {
    /// A city and all that happens there, but for who comes.
    static func city(_ city: Slug) -> Subject { Subject(name: "city \(city)") }
    /// Who comes to a meetup.
    static func meetup(_ meetup: Meetup.ID) -> Subject { Subject(name: "meetup \(meetup)") }
    /// The list of cities, and what comes next in each.
    static let network = Subject(name: "network")
    /// Where people would come.
    static let cityRequests = Subject(name: "city_requests")
}

extension Transaction {
    /// Says what this transaction lets show otherwise.
    func note(_ subjects: Subject...) { subjects.forEach { note(change: $0.name) } }
}

/// A page as it was made, and compressed. It holds nothing secret, so that its compressed length gives nothing away.
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

/// Where a body is written to that is to be kept.
private final class CollectedBody: ResponseBodyWriter {
    private(set) var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) {
        bytes.writeImmutableBuffer(buffer)
    }

    func finish(_ trailingHeaders: HTTPFields?) {}
}
