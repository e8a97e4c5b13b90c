package import Foundation

/// The email that tells the followers of a city about its new meetups.
package enum Digest {
    /// The time between two digests, in seconds.
    package static let interval: TimeInterval = 7 * 86_400
    /// The time that a digest looks ahead, in seconds: meetups are generated half a year ahead, too early to be news.
    package static let horizon: TimeInterval = 35 * 86_400

    private static let day = Weekday.monday
    private static let time = LocalTime(minutes: 9 * 60)

    /// Returns when the latest digest of a city was due: Mondays at nine, local time.
    package static func latest(in zone: Zone, at now: Date) -> Date {
        let today = LocalDateTime(now, in: zone).date
        let days = (0...7).map { LocalDateTime(today.adding(days: -$0), time) }
        let instants = days.filter { $0.date.weekday == day }.map { $0.instant(in: zone) }
        return instants.first { $0 <= now } ?? .distantPast
    }

    /// Returns the meetups that are new to a follower who was notified of everything until `notifiedUntil`, in order of
    /// their start.
    package static func news(in meetups: [Meetup], notifiedUntil: Date, at now: Date) -> [Meetup] {
        meetups.filter { meetup in
            meetup.state == .scheduled && meetup.startsAt > now && meetup.startsAt <= now + horizon
                && (meetup.startsAt > notifiedUntil + horizon || meetup.revision.created > notifiedUntil)
        }.sorted { $0.startsAt < $1.startsAt }
    }
}
