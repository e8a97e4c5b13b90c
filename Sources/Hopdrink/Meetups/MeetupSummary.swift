import Domain
import Foundation

/// One meetup as a line of a list.
struct MeetupSummary: Sendable {
    let title: String
    let when: FormattedDate
    let day: String
    let month: String
    let place: String
    let path: String
    /// The availability, or why the meetup is cancelled.
    let state: String
    let hasRoom: Bool
    let isFull: Bool
    let isCancelled: Bool

    init(_ meetup: Meetup, _ occupancy: Occupancy, in site: LocalizedSite, at now: Date) {
        let texts = site.texts
        let availability = Availability(meetup, occupancy, at: now)
        title = meetup.terms.title
        when = FormattedDate(meetup, texts)
        day = String(meetup.start.date.day)
        month = texts.calendar.shortName(ofMonth: meetup.start.date.month)
        place = meetup.terms.venue.name
        path = Address.meetup(meetup.id, in: site.language).path
        state = availability.sentence(texts)
        hasRoom = availability.hasRoom
        isFull = availability == .full
        isCancelled = meetup.state == .cancelled
    }
}

/// Whether guests can still RSVP, as pages show it.
enum Availability: Equatable, Sendable {
    case places(Int)
    case full
    case cancelled
    case started
    case over

    init(_ meetup: Meetup, _ occupancy: Occupancy, at now: Date) {
        if meetup.state == .cancelled {
            self = .cancelled
        } else if meetup.isOver(at: now) {
            self = .over
        } else if meetup.hasStarted(at: now) {
            self = .started
        } else {
            self = occupancy.offered == 0 ? .full : .places(occupancy.offered)
        }
    }

    var hasRoom: Bool {
        if case .places = self { true } else { false }
    }

    /// Whether RSVPs are accepted, for a seat or for the waiting list.
    var isOpen: Bool { hasRoom || self == .full }

    /// Whether the meetup is still of interest to a calendar.
    var isAhead: Bool { isOpen || self == .started }

    func sentence(_ texts: Translations) -> String {
        switch self {
        case .places(let free): texts(.places, free)
        case .full: texts(.full)
        case .cancelled: texts(.isCancelled)
        case .started: texts(.started)
        case .over: texts(.isOver)
        }
    }
}

extension Meetup {
    /// The start as an RFC 3339 date-time with the city's offset: `2026-12-10T19:00:00+01:00`.
    var startText: String { timeZone.text(at: startsAt) }

    var endText: String { timeZone.text(at: endsAt) }
}
