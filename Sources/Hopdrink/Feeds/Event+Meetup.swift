import Domain
import Foundation
import ICalendar

extension Event {
    /// A meetup as a calendar event, in one language. It contains no names or addresses of people except the hosts'.
    /// The event's URL is the meetup's own page or `page`.
    init(_ meetup: Meetup, in site: LocalizedSite, at page: Address? = nil) {
        let isCancelled = meetup.state == .cancelled
        let title = meetup.terms.title
        let url = site.base.absolute(page ?? .meetup(meetup.id, in: site.language))
        self.init(
            uid: meetup.uid, sequence: meetup.revision.sequence, created: meetup.revision.created,
            modified: meetup.revision.modified, start: ZonedTime(meetup.startsAt, in: meetup.timeZone),
            end: ZonedTime(meetup.endsAt, in: meetup.timeZone),
            summary: isCancelled ? site.texts(.cancelledTitle, ["title": title]) : title,
            description: Self.description(of: meetup, url, site.texts), location: meetup.terms.venue.line,
            coordinates: meetup.terms.venue.coordinates.map { Coordinates($0) }, url: url,
            status: isCancelled ? .cancelled : meetup.isTentative ? .tentative : .confirmed
        )
    }

    /// Several clients hide the URL property, so the description repeats the URL.
    private static func description(of meetup: Meetup, _ url: String, _ texts: Translations) -> String {
        [texts.reason(of: meetup) ?? "", meetup.terms.text, meetup.terms.venue.access, url].filter { !$0.isEmpty }
            .joined(separator: "\n\n")
    }
}

extension ZonedTime {
    fileprivate init(_ instant: Date, in timeZone: Zone) {
        self.init(LocalDateTime(instant, in: timeZone), meaning: instant, in: timeZone)
    }

    init(_ wall: LocalDateTime, in timeZone: Zone) {
        self.init(wall, meaning: wall.instant(in: timeZone), in: timeZone)
    }

    private init(_ wall: LocalDateTime, meaning instant: Date, in timeZone: Zone) {
        let local = "\(wall.date.basicText)T\(wall.time.hour.padded(2))\(wall.time.minute.padded(2))00"
        self.init(local: local, zone: timeZone.name, utc: instant)
    }
}

extension Event.Coordinates {
    fileprivate init(_ coordinates: Domain.Coordinates) {
        let degrees = coordinates.degrees
        self.init(latitude: degrees.latitude, longitude: degrees.longitude)
    }
}
