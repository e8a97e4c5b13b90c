import Crypto
import Domain
import Foundation
import ICalendar

/// The events of one city or one series, rendered once. Feeds with any selection are assembled from such parts.
struct FeedPart: Sendable {
    /// The properties of a meetup that a selection depends on.
    struct Item: Sendable {
        let start: Date
        let id: Meetup.ID
        let isCancelled: Bool
        let venue: VenueSlug?
    }

    private(set) var pieces = CalendarPieces()
    private(set) var items: [Item] = []
    /// The name of each venue, as the last of its meetups has it.
    private(set) var venues: [VenueSlug: String] = [:]
    /// Equal for equal parts.
    private(set) var hash = ""
    /// The feed's name, if the part is that of one series.
    var title: String?
    /// The city's change count, and the day for which the part was made.
    let revision: Int
    let day: Int

    private var slugs: [String: VenueSlug] = [:]

    init(revision: Int, day: Int) {
        self.revision = revision
        self.day = day
    }

    /// The approximate memory that the part takes, in bytes.
    var bytes: Int { pieces.text.count + pieces.alarms.count + items.count * 256 + MemoryBounds.entry }

    /// Appends the next meetups in order of time, with their calendar events.
    mutating func append(_ meetups: [Meetup], as events: [Event]) async throws {
        guard let first = items.first?.start ?? meetups.first?.startsAt else { return }
        try await pieces.append(events, since: first)
        for meetup in meetups { append(meetup) }
    }

    /// Appends events that do not belong to single meetups, all at once.
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
