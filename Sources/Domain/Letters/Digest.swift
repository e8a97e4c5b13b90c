package import Foundation

/// The one letter in which somebody who follows a city hears of its new meetups.
package enum Digest {
    /// From one to the next, in seconds.
    package static let interval: TimeInterval = 7 * 86_400
    /// How far ahead it looks, in seconds: meetups are made half a year ahead, which is no news to anybody.
    package static let horizon: TimeInterval = 35 * 86_400

    private static let day = Weekday.monday
    private static let time = LocalTime(minutes: 9 * 60)

    /// When the latest digest of a city was to be made: Mondays at nine, on the city's wall.
    package static func latest(in zone: Zone, at now: Date) -> Date {
        let today = LocalDateTime(now, in: zone).date
        let days = (0...7).map { LocalDateTime(today.adding(days: -$0), time) }
        let instants = days.filter { $0.date.weekday == day }.map { $0.instant(in: zone) }
        return instants.first { $0 <= now } ?? .distantPast
    }

    /// The meetups that are news to somebody who was told everything until then, in order of their start.
    package static func news(in meetups: [Meetup], notifiedUntil: Date, at now: Date) -> [Meetup] {
        meetups.filter { meetup in
            meetup.state == .scheduled && meetup.startsAt > now && meetup.startsAt <= now + horizon
                && (meetup.startsAt > notifiedUntil + horizon || meetup.revision.created > notifiedUntil)
        }.sorted { $0.startsAt < $1.startsAt }
    }
}
