package import Foundation

/// One evening, made ahead from a series or standing alone.
package struct Meetup: Equatable, Sendable {
    package typealias ID = Identifier<Meetup>

    package enum State: String, Sendable {
        case scheduled
        case cancelled
    }

    /// The series a meetup was made from, and the day it stands for, which never changes.
    package struct Occurrence: Hashable, Sendable {
        package let series: Series.ID
        package let date: LocalDate

        package init(series: Series.ID, date: LocalDate) {
            self.series = series
            self.date = date
        }
    }

    package let id: ID
    /// The UID of RFC 5545 §3.8.4.7, for ever.
    package let uid: String
    package let city: Slug
    package var timeZone: Zone
    package let occurrence: Occurrence?
    package var origin: Origin
    package var terms: MeetupTerms
    package var start: LocalDateTime
    package var state: State
    /// Why it is called off; empty while it is not, or when nobody said why.
    package var reason = ""
    /// Whether a host must still say that it takes place.
    package var isTentative = false
    /// When a host said that it takes place.
    package var confirmedAt: Date?
    /// The start that was announced first; nil while it stands.
    package var movedFrom: Date?
    /// Whether it was changed by itself, so that it does not follow its series any more.
    package var isDetached: Bool
    package var revision: Revision

    package init(
        id: ID, uid: String, city: Slug, timeZone: Zone, occurrence: Occurrence?, origin: Origin, terms: MeetupTerms,
        start: LocalDateTime, state: State, isDetached: Bool, revision: Revision
    ) {
        self.id = id
        self.uid = uid
        self.city = city
        self.timeZone = timeZone
        self.occurrence = occurrence
        self.origin = origin
        self.terms = terms
        self.start = start
        self.state = state
        self.isDetached = isDetached
        self.revision = revision
    }
}

extension Meetup {
    package init(
        id: ID, uid: String, city: City, occurrence: Occurrence?, origin: Origin, terms: MeetupTerms,
        start: LocalDateTime,
        state: State = .scheduled, isDetached: Bool = false, revision: Revision
    ) {
        self.init(
            id: id, uid: uid, city: city.slug, timeZone: city.timeZone, occurrence: occurrence, origin: origin,
            terms: terms,
            start: start, state: state, isDetached: isDetached, revision: revision
        )
    }

    package var startsAt: Date { start.instant(in: timeZone) }

    /// The start plus the duration in real time, as RFC 5545 §3.8.2.5 counts hours and minutes.
    package var endsAt: Date { startsAt.addingTimeInterval(TimeInterval(terms.duration * 60)) }

    /// The start on the city's wall: later than was planned where clocks skip that time.
    package var wallStart: LocalDateTime { LocalDateTime(startsAt, in: timeZone) }

    /// The end on the city's wall.
    package var end: LocalDateTime { LocalDateTime(endsAt, in: timeZone) }

    package func isOver(at now: Date) -> Bool { endsAt <= now }

    package func hasStarted(at now: Date) -> Bool { startsAt <= now }
}

/// How often what everybody sees of a meetup was changed, and when: SEQUENCE, CREATED and LAST-MODIFIED of RFC 5545.
package struct Revision: Equatable, Sendable {
    package let sequence: Int
    package let created: Date
    package let modified: Date

    package init(sequence: Int, created: Date, modified: Date) {
        self.sequence = sequence
        self.created = created
        self.modified = modified
    }

    package init(first now: Date) {
        self.init(sequence: 0, created: now, modified: now)
    }

    /// The next one; LAST-MODIFIED always grows, also when the clock did not.
    package func next(at now: Date) -> Revision {
        Revision(sequence: sequence + 1, created: created, modified: max(now, modified.addingTimeInterval(1)))
    }
}
