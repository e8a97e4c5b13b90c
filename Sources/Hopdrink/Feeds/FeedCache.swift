import Domain
import Foundation
import ICalendar
import NIOCore
import Storage

/// A cache of the requested feeds. It makes a feed only when something in it has changed, and else serves it from
/// memory.
///
/// The expensive step is writing the text of each event. It happens once for each city and each series; every
/// selection, with every alarm, is assembled from these parts. Small documents are also cached, with their compressed
/// form; large ones are assembled while they are sent.
///
/// The database counts the changes of each city. The cache reads these counts again when they are older than the rules
/// allow, so that changes by other daemons show too. It polls rows and does not use notifications, because polling
/// works the same on every engine and through every connection pooler.
final class FeedCache: Sendable {
    private enum Part: Hashable, Sendable {
        case city(Slug)
        case series(Slug, in: Slug, hidesCancelled: Bool)

        var city: Slug {
            switch self {
            case .city(let city), .series(_, in: let city, _): city
            }
        }
    }

    /// A cached document or, for a large one, the parts of it that are worth caching.
    private struct Kept: Sendable {
        let state: FeedState
        let day: Int
        var document: FeedDocument?
        var layout: FeedLayout?
        var compressed: ByteBuffer?
    }

    private struct Missing: Error {}

    private let database: any Database
    private let pages: Pages
    private let settings: AppSettings
    /// Returns the number of times that this daemon changed something that feeds show.
    private let changes: @Sendable () -> Int
    private let cities = DocumentCache<Int, KnownCities>(CacheBounds(bytes: .max, entries: 1, makers: 1, line: 4096))
    private let parts: DocumentCache<Part, FeedPart>
    private let documents: DocumentCache<FeedSelection, Kept>

    init(
        database: any Database, pages: Pages, _ settings: AppSettings, changes: @escaping @Sendable () -> Int,
        bounds: (parts: CacheBounds, documents: CacheBounds) = (MemoryBounds.feedParts, MemoryBounds.feedDocuments)
    ) {
        self.database = database
        self.pages = pages
        self.settings = settings
        self.changes = changes
        parts = DocumentCache(bounds.parts)
        documents = DocumentCache(bounds.documents)
    }

    /// The total size of the cached values, in bytes.
    var bytes: Int { parts.bytes + documents.bytes }

    /// Returns the feed; nil if the city, series or venue does not exist.
    func document(of asked: FeedSelection) async throws -> FeedDocument? {
        let day = Int(database.now.timeIntervalSince1970 / 86_400)
        do {
            guard let (selection, state) = try await knownCities().state(of: asked) else { return nil }
            let kept = try await documents.value(for: selection) {
                $0.day == day && $0.state == state ? .fresh : .outdated
            } make: {
                try await make(selection, state, day)
            }
            if let document = kept.document { return document }
            let parts = try await parts(of: selection, state, day)
            let changed = Self.changed(state, day)
            if let layout = kept.layout, layout.fits(parts) {
                return FeedDocument(FeedText(layout, parts), compressed: kept.compressed, changed: changed)
            }
            return FeedDocument(try await text(of: selection, state, parts), compressed: nil, changed: changed)
        } catch is Missing {
            return nil
        } catch is DocumentCache<FeedSelection, Kept>.Crowded {
            throw Failure.unavailable(retryAfter: 5)
        } catch is DocumentCache<Part, FeedPart>.Crowded {
            throw Failure.unavailable(retryAfter: 5)
        }
    }

    private func knownCities() async throws -> KnownCities {
        let known = changes()
        return try await cities.value(for: 0) {
            known <= $0.changes && $0.read.duration(to: .now) < settings.freshness ? .fresh : .outdated
        } make: {
            let known = changes()
            return DocumentCache.Made(value: try await database.read { try $0.feeds.knownCities(known) }, bytes: 0)
        }
    }

    private static func changed(_ state: FeedState, _ day: Int) -> Date { max(state.changed, midnight(day)) }

    private static func midnight(_ day: Int) -> Date { Date(timeIntervalSince1970: TimeInterval(day) * 86_400) }
}

extension FeedCache {
    private func make(
        _ selection: FeedSelection, _ state: FeedState, _ day: Int
    ) async throws -> DocumentCache<FeedSelection, Kept>.Made {
        var kept = Kept(state: state, day: day)
        if selection.format == .atom {
            kept.document = try await atom(selection, state, day)
        } else {
            let text = try await text(of: selection, state, try await parts(of: selection, state, day))
            if text.layout.count <= documents.bounds.largest / 2 {
                let bytes = text.reduce(into: ByteBuffer()) { $0.writeImmutableBuffer($1) }
                kept.document = FeedDocument(String(buffer: bytes), changed: Self.changed(state, day))
            } else {
                kept.layout = text.layout
                if selection.isCommon { kept.compressed = try await Gzip.compress(text) }
            }
        }
        let size = (kept.document?.bytes ?? kept.layout?.bytes ?? 0) + (kept.compressed?.readableBytes ?? 0)
        return DocumentCache.Made(value: kept, bytes: size + MemoryBounds.entry + state.revisions.count * 128)
    }

    private func parts(of selection: FeedSelection, _ state: FeedState, _ day: Int) async throws -> [FeedPart] {
        var parts: [FeedPart] = []
        for part in Self.parts(of: selection, state) { parts.append(try await self.part(part, state, day)) }
        return parts
    }

    private func text(of selection: FeedSelection, _ state: FeedState, _ parts: [FeedPart]) async throws -> FeedText {
        let name = try await name(of: selection, state, parts)
        let frame = try await CalendarDocument(name: name, refreshMinutes: 60, events: []).rendered()
        return FeedText(FeedLayout(frame, parts, for: selection), parts)
    }

    private static func parts(of selection: FeedSelection, _ state: FeedState) -> [Part] {
        switch selection.scope {
        case .network, .cities: state.cities.map { .city($0.slug) }
        case .venue(_, in: let city): [.city(city)]
        case .series(let series, in: let city):
            [.series(series, in: city, hidesCancelled: selection.hidesCancelled)]
        }
    }

    private func part(_ part: Part, _ state: FeedState, _ day: Int) async throws -> FeedPart {
        let revision = state.revisions[part.city] ?? 0
        return try await parts.value(for: part) {
            // A part that was read later than the counts is good too.
            $0.day == day && revision <= $0.revision ? .fresh : .outdated
        } make: {
            let made =
                switch part {
                case .city(let city): try await cityPart(city, day)
                case .series(let series, in: let city, let hidesCancelled):
                    try await seriesPart(series, in: city, hidesCancelled: hidesCancelled, day)
                }
            return DocumentCache.Made(value: made, bytes: made.bytes)
        }
    }

    /// The feed's name. Throws if the venue does not exist.
    private func name(of selection: FeedSelection, _ state: FeedState, _ parts: [FeedPart]) async throws -> String {
        let site = state.cities.first.map { pages.site(of: $0) } ?? pages.site
        let city = site.texts.list(state.cities.map(\.name))
        switch selection.scope {
        case .network: return site.texts(.feedNetworkName)
        case .cities: return site.texts(.feedName, ["city": city])
        case .series: return "\(parts.first?.title ?? "") – \(city)"
        case .venue(let venue, in: let slug):
            if let name = parts.first?.venues[venue] { return "\(name) – \(city)" }
            let planned = try await database.read { try $0.feeds.plannedVenueName(venue, in: slug) }
            guard let planned else { throw Missing() }
            return "\(planned) – \(city)"
        }
    }

    private func atom(_ selection: FeedSelection, _ state: FeedState, _ day: Int) async throws -> FeedDocument {
        guard let city = state.cities.first else { throw Missing() }
        let midnight = Self.midnight(day)
        let coming = try await database.read {
            try $0.feeds.meetups(
                in: selection.scope, since: FeedContent.start(of: midnight), from: midnight, limit: AtomFeed.maxEntries
            )
        }
        let changed = Self.changed(state, day)
        let shown = coming.filter { !selection.hidesCancelled || $0.state == .scheduled }
        let feed = AtomFeed(shown, of: city, in: pages.site(of: city), changed: changed)
        return FeedDocument(pages.atom(feed), changed: changed, mediaType: AtomFeed.mediaType)
    }
}

extension FeedCache {
    /// The number of meetups that are read and written at a time. All rows, or all libical trees, are never in memory
    /// at once.
    private static let batch = 200
    private static let attempts = 3

    /// Reads the city again if it changed while it was read. If that happens every time, returns the last result, with
    /// the revision at its start; the next request then sees that it is outdated.
    private func cityPart(_ city: Slug, _ day: Int) async throws -> FeedPart {
        for _ in 1..<Self.attempts {
            let (part, revision) = try await readCity(city, day)
            if part.revision == revision { return part }
        }
        return try await readCity(city, day).part
    }

    private func readCity(_ slug: Slug, _ day: Int) async throws -> (part: FeedPart, revision: Int) {
        let since = FeedContent.start(of: Self.midnight(day))
        var part: FeedPart?
        while true {
            let last = part?.items.last
            let read = try await database.read { tx in
                try tx.feeds.batch(of: slug, since: since, after: last, limit: Self.batch)
            }
            guard let (city, revision, meetups) = read else { throw Missing() }
            let site = pages.site(of: city)
            let events = meetups.map { asFollowed(Event($0, in: site)) }
            // Updates the part in place, so that its existing contents are not copied.
            if part == nil { part = FeedPart(revision: revision, day: day) }
            try await part?.append(meetups, as: events)
            guard meetups.count == Self.batch else {
                part?.finish()
                guard let part else { throw Missing() }
                return (part, revision)
            }
            await Task.yield()
        }
    }

    private func seriesPart(_ slug: Slug, in city: Slug, hidesCancelled: Bool, _ day: Int) async throws -> FeedPart {
        let selection = FeedSelection(scope: .series(slug, in: city), hidesCancelled: hidesCancelled)
        let midnight = Self.midnight(day)
        let found = try await database.read { [settings] tx in
            try tx.feeds.content(of: selection, on: midnight, host: settings.meetups.host)
        }
        guard let (content, state) = found else { throw Missing() }
        var part = FeedPart(revision: state.revisions[city] ?? 0, day: day)
        part.title = content.title
        try await part.append(try await content.events(pages).map(asFollowed))
        part.finish()
        return part
    }

    /// The event does not block a follower's time, because the follower may not go to it.
    private func asFollowed(_ event: Event) -> Event {
        var event = event
        event.isTransparent = true
        event.organizer = settings.mail.sender.organiser
        return event
    }
}

extension FeedSelection {
    /// Whether many clients request this selection, so that its compressed form is worth caching at any size.
    fileprivate var isCommon: Bool {
        if case .cities(let cities) = scope, cities.count > 1 { return false }
        return alarm == nil
    }
}
