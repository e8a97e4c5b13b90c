import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Storage

/// What search engines find every page by.
struct SitemapRoutes: Sendable {
    let database: any Database
    let pages: Pages
    let now: CurrentTime

    private static let entriesAtOnce = 200

    @Sendable func show(_ request: Request, context: RequestContext) async throws -> Response {
        let (instant, languages, base) = (now(), pages.locales.languages, pages.base)
        let entries = try await database.read { try self.entries($0, at: instant) }
        let map = Sitemap(entries, languages: languages.count)
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: Sitemap.start))
            for first in stride(from: 0, to: map.entries.count, by: Self.entriesAtOnce) {
                let some = map.entries[first..<min(first + Self.entriesAtOnce, map.entries.count)]
                let text = some.map { $0.text(languages: languages, base) }.joined()
                try await writer.write(ByteBuffer(string: text))
            }
            try await writer.write(ByteBuffer(string: Sitemap.end))
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "application/xml; charset=utf-8"], body: body)
    }

    /// The network, its cities, their series, and their evenings in order of time.
    private func entries(_ transaction: Transaction, at now: Date) throws -> [Sitemap.Entry] {
        let states = try transaction.cityStates()
        let cities = Dictionary(uniqueKeysWithValues: states.map { ($0.city.slug, $0.city) })
        let edition = pages.edition(.english)
        let changed = states.map(\.changed).max() ?? now
        var entries = [Sitemap.Entry(place: .network, changed: changed)]
        entries += states.map { Sitemap.Entry(place: .city($0.city.slug), changed: $0.changed) }
        for (series, slug, changed) in try transaction.seriesNames() {
            guard let city = cities[slug] else { continue }
            let place = PublicPlace(in: city, edition) { Address.series(series, of: slug, in: $0) }
            entries.append(Sitemap.Entry(place: place, changed: changed))
        }
        for (meetup, slug, changed) in try transaction.meetupNames(endingAfter: now, limit: Sitemap.mostAddresses) {
            guard let city = cities[slug] else { continue }
            let place = PublicPlace(in: city, edition) { Address.meetup(meetup, in: $0) }
            entries.append(Sitemap.Entry(place: place, changed: changed))
        }
        return entries
    }
}
