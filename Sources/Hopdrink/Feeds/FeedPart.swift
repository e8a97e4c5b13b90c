import Crypto
import Domain
import Foundation
import ICalendar

/// The events of one city or one series, written once: what feeds are put together from, in whatever selection.
struct FeedPart: Sendable {
    /// What a selection looks at.
    struct Item: Sendable {
        let start: Date
        let id: Meetup.ID
        let isCancelled: Bool
        let venue: VenueSlug?
    }

    private(set) var pieces = CalendarPieces()
    private(set) var items: [Item] = []
    /// What each venue is called by the last of its meetups.
    private(set) var venues: [VenueSlug: String] = [:]
    /// Says whether two parts are the same.
    private(set) var hash = ""
    /// What the feed is called, if it is that of one series.
    var title: String?
    /// How often anything in the city had changed, and the day.
    let revision: Int
    let day: Int

    private var slugs: [String: VenueSlug] = [:]

    init(revision: Int, day: Int) {
        self.revision = revision
        self.day = day
    }

    /// What it takes of memory, about.
    var bytes: Int { pieces.text.count + pieces.alarms.count + items.count * 256 + MemoryBounds.entry }

    /// Appends what comes next in order of time, and how calendars show it.
    mutating func append(_ meetups: [Meetup], as events: [Event]) async throws {
        guard let first = items.first?.start ?? meetups.first?.startsAt else { return }
        try await pieces.append(events, since: first)
        for meetup in meetups { append(meetup) }
    }

    /// The same for events that are no meetups; all at once.
    mutating func append(_ events: [Event]) async throws {
        try await pieces.append(events, since: nil)
    }

    mutating func finish() {
        var hash = SHA256()
        hash.update(data: pieces.text)
        hash.update(data: pieces.alarms)
        self.hash = hash.finalize().map { String($0, radix: 16) }.joined(separator: ".")
        slugs = [:]
    }

    private mutating func append(_ meetup: Meetup) {
        let name = meetup.terms.venue.name
        let slug = slugs[name] ?? VenueSlug(naming: name)
        slugs[name] = slug
        if let slug { venues[slug] = name }
        items.append(
            Item(start: meetup.startsAt, id: meetup.id, isCancelled: meetup.state == .cancelled, venue: slug)
        )
    }
}
