import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// Serves the sitemap for search engines: one document or, in a large network, an index of small parts.
struct SitemapRoutes: Sendable {
    let database: any Database
    let pages: Pages

    /// The maximum number of pages in one part, each in all its languages.
    static let maxEntries = 250
    static let maxPages = 1000

    /// The query parameters that select a part: the pages of a city or, without a city, of the network and its cities.
    static let city = PageCacheMiddleware.Parameter(name: "city") { slug($0)?.text ?? "?" }
    static let page = PageCacheMiddleware.Parameter(name: "page") { number($0).map(String.init) }

    /// The reason why a slug is invalid makes no difference.
    private static func slug(_ text: Substring) -> Slug? { try? Slug(parsing: String(text)) }

    private static func number(_ text: Substring) -> Int? {
        Int(text).flatMap { (1...maxPages).contains($0) ? $0 : nil }
    }

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let asked = request.uri.queryParameters
        let page = asked["page"].flatMap(Self.number)
        guard let city = asked["city"] else {
            context.shows(.network)
            return try await page == nil ? whole() : document(of: database.read { try cityEntries($0) }, page ?? 1)
        }
        guard let slug = Self.slug(city) else { throw Failure.notFound }
        context.shows(.city(slug), .network)
        let range = Self.range(page ?? 1)
        let entries = try await database.read { try self.entries(of: slug, in: range, $0) }
        guard let entries, !entries.isEmpty else { throw Failure.notFound }
        return document(of: entries, 1)
    }

    private static func range(_ page: Int) -> Range<Int> { (page - 1) * maxEntries..<page * maxEntries }

    /// Returns one document with all pages if they are few, else the index of the parts.
    private func whole() async throws -> Response {
        let (cities, counts) = try await database.read {
            try ($0.sitemap.cityStates(), $0.sitemap.counts())
        }
        let total = counts.values.reduce(1 + cities.count, +)
        guard total > Self.maxEntries else {
            let entries = try await database.read { tx in
                try cities.reduce(into: cityEntries(tx)) { entries, state in
                    entries += try self.entries(of: state.city.slug, in: 0..<total, tx) ?? []
                }
            }
            return document(of: entries, 1)
        }
        var parts = (0...cities.count / Self.maxEntries).map { Sitemap.Part(city: nil, page: $0 + 1) }
        for city in cities.map(\.city.slug) {
            let pages = min(Self.maxPages, ((counts[city] ?? 0) + Self.maxEntries - 1) / Self.maxEntries)
            parts += (0..<pages).map { Sitemap.Part(city: city, page: $0 + 1) }
        }
        return xml(Sitemap.index(parts, pages.base))
    }

    /// The pages of the network and its cities.
    private func cityEntries(_ tx: Transaction) throws -> [Sitemap.Entry] {
        let states = try tx.sitemap.cityStates()
        let changed = states.map(\.changed).max() ?? tx.now
        return [Sitemap.Entry(place: .network, changed: changed)]
            + states.map { Sitemap.Entry(place: .city($0.city.slug), changed: $0.changed) }
    }

    /// The pages of a city's series, then those of its meetups in order of time. Nil if the city does not exist.
    private func entries(
        of slug: Slug, in range: Range<Int>, _ tx: Transaction
    ) throws -> [Sitemap.Entry]? {
        guard let city = try tx.cities.find(slug) else { return nil }
        let site = pages.site(.english)
        let series = try tx.sitemap.seriesNames(in: slug)
        var entries = series.enumerated().filter { range.contains($0.offset) }.map { _, name in
            let place = CanonicalURLs(in: city, site) { Address.series(name.series, of: slug, in: $0) }
            return Sitemap.Entry(place: place, changed: name.changed)
        }
        let skipped = max(0, range.lowerBound - series.count)
        let names = try tx.sitemap.meetupNames(
            in: slug, startingAfter: tx.now, limit: range.count - entries.count, offset: skipped
        )
        entries += names.map { name in
            let place = CanonicalURLs(in: city, site) { Address.meetup(name.meetup, in: $0) }
            return Sitemap.Entry(place: place, changed: name.changed)
        }
        return entries
    }

    private func document(of entries: [Sitemap.Entry], _ page: Int) -> Response {
        let range = Self.range(page).clamped(to: 0..<entries.count)
        let shown = entries.count <= Self.maxEntries ? entries : Array(entries[range])
        let languages = pages.locales.languages
        let text = shown.map { $0.text(languages: languages, pages.base) }.joined()
        return xml(Sitemap.start + text + Sitemap.end)
    }

    private func xml(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/xml; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
