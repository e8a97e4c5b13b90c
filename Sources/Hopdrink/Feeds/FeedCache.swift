import Domain
import Foundation
import ICalendar
import Storage
import Synchronization

/// The feeds of the cities, each rendered when something in it changed and served from memory otherwise.
///
/// The database counts the changes of each city; the count is asked again when the last answer is older than
/// the rules allow, so that another daemon's changes show too.
final class FeedCache: Sendable {
    private struct Entry {
        let document: FeedDocument
        let revision: Int
        let day: Int
        var checked: ContinuousClock.Instant
    }

    private let database: any Database
    private let pages: Pages
    private let rules: SiteRules
    private let now: CurrentTime
    private let entries = Mutex<[Slug: Entry]>([:])

    init(database: any Database, pages: Pages, rules: SiteRules, now: @escaping CurrentTime) {
        self.database = database
        self.pages = pages
        self.rules = rules
        self.now = now
    }

    /// The feed of a city; nil when there is no such city.
    func document(of city: Slug) async throws -> FeedDocument? {
        let instant = ContinuousClock.now
        let day = Int(now().timeIntervalSince1970 / 86_400)
        let known = entries.withLock { $0[city] }
        if let known, known.day == day, instant - known.checked < rules.feedFreshness { return known.document }
        guard let revision = try await database.read({ try $0.feedRevision(of: city) }) else { return nil }
        if let known, known.day == day, known.revision == revision {
            entries.withLock { $0[city]?.checked = instant }
            return known.document
        }
        return try await render(city, day: day, at: instant)
    }

    private func render(_ slug: Slug, day: Int, at instant: ContinuousClock.Instant) async throws -> FeedDocument? {
        let window = Date(timeIntervalSince1970: TimeInterval(day - CityFeed.daysKept) * 86_400)
        let content = try await database.read { transaction in
            try transaction.city(slug).map { city in
                CityFeed(
                    city: city, meetups: try transaction.feedMeetups(in: slug, since: window),
                    revision: try transaction.feedRevision(of: slug) ?? 0
                )
            }
        }
        guard let content else { return nil }
        let document = try content.document(pages, from: rules.sender)
        entries.withLock {
            $0[slug] = Entry(document: document, revision: content.revision, day: day, checked: instant)
        }
        return document
    }
}

/// What the feed of a city is made of.
struct CityFeed: Sendable {
    /// How long meetups that are over or cancelled stay.
    static let daysKept = 30

    let city: City
    let meetups: [Meetup]
    let revision: Int

    /// In the city's own language; a follower's time is not taken by what they may not go to.
    func document(_ pages: Pages, from sender: Sender) throws -> FeedDocument {
        let edition = pages.edition(of: city)
        let events = meetups.map { meetup in
            var event = Event(meetup, in: edition)
            event.isTransparent = true
            event.organizer = sender.organiser
            return event
        }
        let name = edition.texts(.feedName, ["city": city.name])
        let calendar = CalendarDocument(name: name, refreshMinutes: 60, events: events)
        let modified = meetups.map(\.revision.modified).max() ?? Date(timeIntervalSince1970: 0)
        return FeedDocument(try calendar.text(), lastModified: modified)
    }
}

extension Pages {
    /// The site in the first of the city's languages that it speaks.
    func edition(of city: City) -> Edition {
        edition(LanguageChoice.choose(from: locales.languages, acceptLanguage: nil, city: city.languages))
    }
}
