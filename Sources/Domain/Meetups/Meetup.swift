package import Foundation

/// One meetup, generated from a series or on its own.
package struct Meetup: Equatable, Sendable {
    package typealias ID = Identifier<Meetup>

    package enum State: String, Sendable {
        case scheduled
        case cancelled
    }

    /// The series that a meetup was generated from, and its day in that series, which never changes.
    package struct Occurrence: Hashable, Sendable {
        package let series: Series.ID
        package let date: LocalDate

        package init(series: Series.ID, date: LocalDate) {
            self.series = series
            self.date = date
        }
    }

    package let id: ID
    /// The UID of RFC 5545 §3.8.4.7, which never changes.
    package let uid: String
    package let city: Slug
    package var timeZone: Zone
    package let occurrence: Occurrence?
    package var origin: Origin
    package var terms: MeetupTerms
    package var start: LocalDateTime
    package var state: State
    /// The reason for a cancellation; empty if the meetup is not cancelled or no reason was given.
    package var reason = ""
    /// Whether a host must still confirm the meetup.
    package var isTentative = false
    /// The instant at which a host confirmed the meetup.
    package var confirmedAt: Date?
    /// The start that was announced first; nil if it still holds.
    package var movedFrom: Date?
    /// Whether the meetup was changed on its own, so that it no longer follows its series.
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

    /// The start in local time: later than planned if the clocks skip the planned time.
    package var wallStart: LocalDateTime { LocalDateTime(startsAt, in: timeZone) }

    /// The end in local time.
    package var end: LocalDateTime { LocalDateTime(endsAt, in: timeZone) }

    package func isOver(at now: Date) -> Bool { endsAt <= now }

    package func hasStarted(at now: Date) -> Bool { startsAt <= now }
}

/// The version of what everybody sees of a meetup: SEQUENCE, CREATED and LAST-MODIFIED of RFC 5545.
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

    /// Returns the next revision. LAST-MODIFIED always grows, even if the clock does not.
    package func next(at now: Date) -> Revision {
        Revision(sequence: sequence + 1, created: created, modified: max(now, modified.addingTimeInterval(1)))
    }
}
