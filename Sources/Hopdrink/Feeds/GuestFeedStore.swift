import Domain
import Foundation
import Storage

struct GuestFeedStore {
    let tx: Transaction

    func find(openedBy token: Token) throws -> GuestFeed? {
        try tx.row("SELECT * FROM guest_feeds WHERE hash = \(token.hash)")
            .map(GuestFeed.init(row:))
    }

    /// Saves the feed and deletes the guest's oldest feeds above the maximum number.
    func save(_ feed: GuestFeed, openedBy token: Token) throws {
        _ = try tx.row("SELECT id FROM guests WHERE id = \(feed.guest.text) \(tx.dialect.forUpdate)")
        try tx.execute(
            """
            DELETE FROM guest_feeds WHERE guest_id = \(feed.guest.text) AND hash NOT IN (
                SELECT hash FROM guest_feeds WHERE guest_id = \(feed.guest.text)
                ORDER BY created_at DESC, hash LIMIT \(GuestFeed.maximum - 1))
            """
        )
        let record = feed.record(hash: token.hash)
        try tx.execute("INSERT INTO guest_feeds (\(record.columns)) VALUES (\(record.values))")
    }

    func delete(openedBy token: Token) throws {
        try tx.execute("DELETE FROM guest_feeds WHERE hash = \(token.hash)")
    }

    /// Returns the content of the feed on the day that begins at `midnight`.
    func content(of feed: GuestFeed, on midnight: Date) throws -> GuestFeedContent {
        let answers = try answeredMeetups(of: feed.guest, since: FeedContent.start(of: midnight))
        let changes = [feed.created, midnight] + (try lastChanges(for: feed.guest))
        return GuestFeedContent(answers: answers, language: feed.language, changed: changes.max() ?? midnight)
    }

    /// Returns the meetups that a guest goes to or waits for and that ended after `ended`, chosen as in other feeds.
    func answeredMeetups(of guest: Guest.ID, since ended: Date) throws -> [AnsweredMeetup] {
        try tx.rows(
            """
            SELECT m.*, \(Venue.columns), r.state AS answer, r.companions, r.revision_number AS answer_number,
                r.changed_at AS answer_changed_at
            FROM rsvps r JOIN meetups m ON m.id = r.meetup_id JOIN venues v ON v.id = m.venue_id
            WHERE r.guest_id = \(guest.text) AND r.state IN ('going', 'waiting') AND m.ends_at > \(ended)
                AND (m.state = 'scheduled' OR m.modified_at > \(ended))
            ORDER BY m.starts_at, m.id
            """
        ).map(AnsweredMeetup.init(row:))
    }

    /// The times of the last change of the guest's RSVPs and of the cities of their meetups. Includes RSVPs that are
    /// no longer in the feed.
    private func lastChanges(for guest: Guest.ID) throws -> [Date] {
        let row = try tx.row(
            """
            SELECT max(r.changed_at) AS answer, max(c.changed_at) AS city
            FROM rsvps r JOIN meetups m ON m.id = r.meetup_id JOIN cities c ON c.slug = m.city_slug
            WHERE r.guest_id = \(guest.text)
            """
        )
        return [try row?.optionalInstant("answer"), try row?.optionalInstant("city")].compactMap(\.self)
    }
}

extension Transaction {
    var guestFeeds: GuestFeedStore { GuestFeedStore(tx: self) }
}

extension GuestFeed {
    /// `hash` is the hash of the token that opens the feed.
    fileprivate func record(hash: String) -> SQLRecord {
        ["hash": hash, "guest_id": guest.text, "language": language.code, "created_at": created]
    }

    fileprivate init(row: SQLRow) throws {
        guard let guest = Guest.ID(parsing: try row.text("guest_id")) else {
            throw StoreError.unreadable(column: "guest_feeds.guest_id")
        }
        self.init(
            guest: guest, language: try Language(parsing: row.text("language")), created: try row.instant("created_at")
        )
    }
}

extension AnsweredMeetup {
    fileprivate init(row: SQLRow) throws {
        let revision = AnswerRevision(
            number: try row.integer("answer_number"), changed: try row.instant("answer_changed_at")
        )
        self.init(
            meetup: try Meetup(row: row), isGoing: try row.text("answer") == RSVP.StateName.going.rawValue,
            party: 1 + (try row.integer("companions")), revision: revision
        )
    }
}
