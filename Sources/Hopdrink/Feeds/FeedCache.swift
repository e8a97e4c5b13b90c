import Domain
import Foundation
import Storage
import Synchronization

/// The feeds that are asked for, each rendered when something in it changed and served from memory otherwise.
///
/// The database counts the changes of each city; the counts are asked again when the last answer is older than the
/// rules allow, so that another daemon's changes show too. A row is asked and nothing listened to, because that works
/// the same on every engine and through every pooler.
final class FeedCache: Sendable {
    /// Anybody may ask for any selection: beyond this, what was made first is forgotten.
    private static let mostEntries = 500

    private struct Entry {
        let document: FeedDocument
        let state: FeedState
        let day: Int
        let made: ContinuousClock.Instant
        var checked: ContinuousClock.Instant
    }

    private let database: any Database
    private let pages: Pages
    private let rules: SiteRules
    private let now: CurrentTime
    private let entries = Mutex<[FeedSelection: Entry]>([:])

    init(database: any Database, pages: Pages, rules: SiteRules, now: @escaping CurrentTime) {
        self.database = database
        self.pages = pages
        self.rules = rules
        self.now = now
    }

    /// The feed; nil when there is nothing to select from.
    func document(of selection: FeedSelection) async throws -> FeedDocument? {
        let instant = ContinuousClock.now
        let day = Int(now().timeIntervalSince1970 / 86_400)
        let known = entries.withLock { $0[selection] }
        if let known, known.day == day, instant - known.checked < rules.freshness { return known.document }
        guard let state = try await database.read({ try $0.feedState(of: selection.scope) }) else { return nil }
        if let known, known.day == day, known.state == state {
            entries.withLock { $0[selection]?.checked = instant }
            return known.document
        }
        return try await render(selection, day: day, at: instant)
    }

    private func render(
        _ selection: FeedSelection, day: Int, at instant: ContinuousClock.Instant
    ) async throws -> FeedDocument? {
        let midnight = Date(timeIntervalSince1970: TimeInterval(day) * 86_400)
        let found = try await database.read { [rules] transaction in
            try transaction.feedContent(of: selection, on: midnight, host: rules.meetups.host)
        }
        guard let (content, state) = found else { return nil }
        let document =
            switch selection.format {
            case .calendar: try await content.document(pages, from: rules.sender)
            case .atom: try content.atom(pages)
            }
        let entry = Entry(document: document, state: state, day: day, made: instant, checked: instant)
        entries.withLock { Self.keep(entry, of: selection, in: &$0) }
        return document
    }

    private static func keep(_ entry: Entry, of selection: FeedSelection, in entries: inout [FeedSelection: Entry]) {
        entries[selection] = entry
        guard entries.count > mostEntries, let oldest = entries.min(by: { $0.value.made < $1.value.made }) else {
            return
        }
        entries[oldest.key] = nil
    }
}
