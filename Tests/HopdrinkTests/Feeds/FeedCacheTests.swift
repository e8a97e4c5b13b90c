import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage
import Testing

@testable import Hopdrink

/// The memory of the feed cache, and the number of times that it builds feeds.
struct FeedCacheTests {
    private let site: TestSite
    private let database: CountingDatabase

    init() async throws {
        site = try await TestSite(
            TestNetwork(series: [TestSeries(), TestSeries(slug: "daily", rule: "every day")], hasBerlin: true)
        )
        database = CountingDatabase(site.database)
        let walk = TestSite.walk(in: "berlin")
        let answer = try await site.visitor.post("/api/v1/meetups", json: walk, headers: try await site.organiser())
        #expect(answer.status == .created)
    }

    private func cache(
        parts: CacheBounds = MemoryBounds.feedParts, documents: CacheBounds = MemoryBounds.feedDocuments
    ) -> FeedCache {
        var settings = site.settings
        settings.freshness = .seconds(60)
        return FeedCache(
            database: database, pages: site.pages, settings, changes: { 0 }, bounds: (parts, documents)
        )
    }

    /// A cache for which no document is small, so each is assembled while it is sent.
    private var large: FeedCache {
        cache(documents: CacheBounds(bytes: 1 << 20, entries: 100, makers: 8, line: 100, largest: 100))
    }

    private static func selection(_ path: String, _ scope: FeedSelection.Scope) throws -> FeedSelection {
        try FeedSelection(scope, Self.request(path))
    }

    private static func request(_ path: String, _ headers: HTTPFields = [:]) -> Request {
        let head = HTTPRequest(
            method: .get, scheme: "http", authority: "hopdrink.test", path: path, headerFields: headers
        )
        return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
    }

    private final class Collector: ResponseBodyWriter {
        var bytes: [UInt8] = []
        func write(_ buffer: ByteBuffer) { bytes.append(contentsOf: buffer.readableBytesView) }
        func finish(_ trailingHeaders: HTTPFields?) {}
    }

    private func text(
        _ cache: FeedCache, _ path: String, _ scope: FeedSelection.Scope, gzip: Bool = false
    ) async throws -> (text: String, headers: HTTPFields) {
        let document = try #require(try await cache.document(of: try Self.selection(path, scope)))
        let request = Self.request(path, gzip ? [.acceptEncoding: "gzip"] : [:])
        let response = document.response(to: request, at: site.clock.now)
        let collector = Collector()
        try await response.body.write(collector)
        #expect(response.body.contentLength == collector.bytes.count)
        return (String(decoding: collector.bytes, as: UTF8.self), response.headers)
    }

    private var scopes: [FeedSelection.Scope] {
        get throws {
            let (tours, berlin) = (try Slug(parsing: "tours"), try Slug(parsing: "berlin"))
            let venue = try #require(VenueSlug(parsing: "la-cave"))
            return [
                .network, .cities([tours]), .cities([berlin, tours]), .venue(venue, in: tours),
                .series(try Slug(parsing: "daily"), in: tours),
            ]
        }
    }

    @Test func `thirty-two concurrent requests for a changed feed build it once`() async throws {
        let (cache, tours) = (cache(), try Slug(parsing: "tours"))
        let texts = try await withThrowingTaskGroup { group in
            for number in 0..<32 {
                group.addTask {
                    try await text(cache, "/?x=\(number)", .cities([tours])).text
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        // One read is for the counts. The others are batches of the city's meetups; the last shows that no more follow.
        let batches = try await site.meetups().count / 200 + 1
        #expect(texts.count == 1 && database.reads == 1 + batches)
    }

    @Test func `variants with an alarm or without cancelled meetups are built from cached parts`() async throws {
        let cache = cache()
        for scope in try scopes.dropLast() { _ = try await text(cache, "/", scope) }
        let reads = database.reads
        for alarm in ["PT10M", "PT1H", "P1D", "P1W"] {
            for scope in try scopes.dropLast() {
                let shown = try await text(cache, "/?alarm=\(alarm)&cancelled=hide", scope).text
                #expect(shown.components(separatedBy: "TRIGGER:-\(alarm)\r\n").count > 1)
            }
        }
        #expect(database.reads == reads)
    }

    @Test func `large feed has the same bytes as a small one and a correct length`() async throws {
        for query in ["/", "/?alarm=PT30M", "/?cancelled=hide", "/?alarm=P1D&cancelled=hide"] {
            for scope in try scopes {
                let (small, other) = (try await text(cache(), query, scope), try await text(large, query, scope))
                #expect(small.text == other.text, "\(query) \(scope)")
                #expect(CalendarText(small.text).uids.count > 0)
            }
        }
    }

    @Test func `large feed is compressed in its common form, and its entity tag gives 304`() async throws {
        let (large, tours) = (large, try Slug(parsing: "tours"))
        let packed = try await text(large, "/", .cities([tours]), gzip: true)
        #expect(packed.headers[.contentEncoding] == "gzip")
        let plain = try await text(large, "/?alarm=PT1H", .cities([tours]), gzip: true)
        #expect(plain.headers[.contentEncoding] == nil && plain.headers[.eTag] != packed.headers[.eTag])
        let document = try #require(try await large.document(of: try Self.selection("/", .cities([tours]))))
        let tag = try #require(packed.headers[.eTag])
        let again = document.response(to: Self.request("/", [.ifNoneMatch: tag]), at: site.clock.now)
        #expect(again.status == .notModified)
    }

    @Test func `thousand feed variants stay within the byte limit`() async throws {
        let bounds = CacheBounds(bytes: 300_000, entries: 100, makers: 2, line: 100, largest: 300_000)
        let cache = cache(parts: bounds, documents: bounds)
        let alarms = ["PT5M", "PT60M", "PT1H", "P1D", "PT24H", "PT1440M", "P7D", "P1W"]
        for number in 0..<1000 {
            let scope = try scopes[number % scopes.count]
            let shown = number % 3 == 0 ? "hide" : "show"
            let path = "/?alarm=\(alarms[number % alarms.count])&x=\(number)&cancelled=\(shown)"
            _ = try await cache.document(of: try Self.selection(path, scope))
            #expect(cache.bytes <= 600_000)
        }
    }

    @Test func `unknown cities and parameters create no further feed variant`() async throws {
        let (cache, tours) = (cache(), try Slug(parsing: "tours"))
        let one = try await text(cache, "/", .cities([tours]))
        let kept = cache.bytes
        for number in 0..<40 {
            let other = try await text(cache, "/?y=\(number)", .cities([tours, try Slug(parsing: "city-\(number)")]))
            #expect(other.text == one.text && other.headers[.eTag] == one.headers[.eTag])
        }
        #expect(cache.bytes == kept)
        let venue = try #require(VenueSlug(parsing: "nowhere"))
        #expect(try await cache.document(of: FeedSelection(scope: .venue(venue, in: tours))) == nil)
    }

    @Test func `equal alarms have one spelling, and other durations are refused`() async throws {
        for (one, other) in [("PT1H", "PT60M"), ("P1D", "PT24H"), ("P1W", "P7D"), ("PT2H", "PT120M")] {
            #expect(FeedAlarm(parsing: one) == FeedAlarm(parsing: other) && FeedAlarm(parsing: one) != nil)
            #expect(FeedAlarm(parsing: other)?.text == one)
        }
        for text in ["PT7M", "PT0M", "P28D", "P3W", "PT1H30M", "-PT5M", "", "PT00001M"] {
            #expect(FeedAlarm(parsing: text) == nil, "\(text)")
        }
        let answer = try await site.visitor.get("/feeds/tours.ics?alarm=PT7M")
        #expect(answer.status == .badRequest && answer.text.contains("PT5M, PT10M"))
    }

    @Test func `Atom feed has the next hundred meetups`() async throws {
        let text = try await site.visitor.get("/feeds/tours.atom").text
        #expect(text.components(separatedBy: "<entry>").count - 1 == AtomFeed.maxEntries)
    }
}
