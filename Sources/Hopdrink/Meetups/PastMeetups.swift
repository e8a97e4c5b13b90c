import Domain
import Foundation
import Storage

/// A past meetup and its head count.
struct PastMeetup: Sendable {
    let meetup: Meetup
    /// Nil until somebody has counted.
    let headCount: Int?
}

extension MeetupStore {
    /// Returns a city's meetups that took place, the latest first.
    func past(in city: Slug, endedBy now: Date, limit: Int) throws -> [PastMeetup] {
        try tx.rows(
            """
            \(Meetup.select) WHERE m.city_slug = \(city.text) AND m.starts_at < \(now) AND m.ends_at <= \(now)
                AND m.state = 'scheduled'
            ORDER BY m.starts_at DESC, m.id LIMIT \(limit)
            """
        ).map(PastMeetup.init(row:))
    }

    /// Returns a series' meetups that took place, the latest first.
    func past(of series: Series.ID, endedBy now: Date, limit: Int) throws -> [PastMeetup] {
        try tx.rows(
            """
            \(Meetup.select) WHERE m.series_id = \(series.text) AND m.ends_at <= \(now) AND m.state = 'scheduled'
            ORDER BY m.starts_at DESC LIMIT \(limit)
            """
        ).map(PastMeetup.init(row:))
    }

    /// Returns a series' meetups that are not over, in order of time.
    func all(of series: Series.ID, endingAfter now: Date) throws -> [Meetup] {
        try tx.rows(
            "\(Meetup.select) WHERE m.series_id = \(series.text) AND m.ends_at > \(now) ORDER BY m.starts_at"
        ).map(Meetup.init(row:))
    }

    /// Remembers the ids of meetups that are about to be deleted, so that their pages respond with 410 (Gone).
    func rememberDeleted(_ condition: SQL) throws {
        try tx.execute(
            "INSERT INTO deleted_meetups (id) SELECT id FROM meetups WHERE \(condition) ON CONFLICT (id) DO NOTHING"
        )
    }

    func isDeleted(_ meetup: Meetup.ID) throws -> Bool {
        try tx.row("SELECT 1 AS one FROM deleted_meetups WHERE id = \(meetup.text)") != nil
    }

    /// Returns the first cities of the network, in its order, with the names of their time zones.
    func cityZones(limit: Int) throws -> [ZoneMenu.City] {
        try tx.rows("SELECT name, time_zone FROM cities WHERE is_listed = 1 ORDER BY sort_order LIMIT \(limit)").map {
            ZoneMenu.City(name: try $0.text("name"), zone: try $0.text("time_zone"))
        }
    }
}

extension PastMeetup {
    fileprivate init(row: SQLRow) throws {
        self.init(meetup: try Meetup(row: row), headCount: try row.optionalInteger("head_count"))
    }
}
