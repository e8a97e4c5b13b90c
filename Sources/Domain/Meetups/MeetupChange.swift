package import Foundation

/// An organiser's changes to one meetup or a whole series; a nil value stays as it is.
package struct MeetupChange: Equatable, Sendable {
    package var title: String?
    package var text: String?
    package var start: LocalDateTime?
    package var time: LocalTime?
    package var duration: Int?
    package var capacity: Int?
    package var venue: Venue?
    package var room: String?
    package var guests = GuestTermsChange()

    package init() {}

    /// Reads the changes to one meetup (`start`) or to a series (`time`).
    package init(reading fields: inout InputDecoder, isSeries: Bool) {
        title = fields.optional("title", TextParser.line(maximum: 120))
        text = fields.optional("text", TextParser.paragraph(maximum: 4000))
        if isSeries {
            time = fields.optional("time", LocalTime.init(parsing:))
        } else {
            start = fields.optional("start", LocalDateTime.init(parsing:))
        }
        duration = fields.optional("duration", TextParser.duration)
        capacity = fields.optional("capacity", TextParser.number(in: MeetupTerms.capacities))
        venue = fields.has("venue") ? Venue(reading: &fields) : nil
        room = fields.optional("room", TextParser.lineOrNothing)
        guests = GuestTermsChange(reading: &fields)
    }
}

extension MeetupTerms {
    package func applying(_ change: MeetupChange) -> MeetupTerms {
        var terms = self
        terms.title = change.title ?? title
        terms.text = change.text ?? text
        terms.duration = change.duration ?? duration
        terms.capacity = change.capacity ?? capacity
        terms.venue = change.venue ?? venue
        terms.guests = guests.applying(change.guests)
        if let room = change.room { terms.venue = terms.venue.inRoom(room) }
        return terms
    }
}

extension Venue {
    fileprivate func inRoom(_ room: String) -> Venue {
        Venue(name: name, address: address, coordinates: coordinates, room: room, access: access)
    }
}

extension Meetup {
    /// Returns this meetup after a change of its own, which it keeps even if its series changes.
    package func applying(_ change: MeetupChange, at now: Date) -> Meetup {
        var meetup = self
        meetup.terms = terms.applying(change)
        meetup.start = change.start ?? start
        if meetup != self { meetup.isDetached = true }
        return meetup.revised(from: self, at: now)
    }

    /// Returns this meetup as its series now describes it. A meetup that was changed on its own, or that an organiser
    /// cancelled, stays as it is.
    package func following(_ plan: SeriesPlan, at now: Date) -> Meetup {
        following(plan, from: self, at: now)
    }

    /// Returns this meetup as its series now describes it, with a revision that counts all changes since `former`.
    package func following(_ plan: SeriesPlan, from former: Meetup, at now: Date) -> Meetup {
        guard let occurrence, !isDetached, !hasStarted(at: now) else { return self }
        // The configuration file rules, but a meetup that an organiser cancelled stays cancelled until an organiser
        // restores it.
        guard state == .scheduled || origin == .configuration else { return self }
        var meetup = self
        meetup.follow(plan.planned(on: occurrence.date))
        return meetup.revised(from: former, at: now)
    }

    /// Takes over everything that is planned for the meetup.
    package mutating func follow(_ planned: PlannedMeetup) {
        terms = planned.terms
        start = planned.start
        state = planned.state
        reason = planned.reason
        isTentative = planned.needsHost && confirmedAt == nil
    }

    package func cancelled(because reason: String = "", at now: Date) -> Meetup {
        var meetup = self
        meetup.state = .cancelled
        meetup.reason = reason
        return meetup.revised(from: self, at: now)
    }

    /// Returns this cancelled meetup as scheduled again.
    package func restored(at now: Date) -> Meetup {
        var meetup = self
        meetup.state = .scheduled
        meetup.reason = ""
        return meetup.revised(from: self, at: now)
    }

    package func revised(from former: Meetup, at now: Date) -> Meetup {
        guard isVisiblyDifferent(from: former) else { return self }
        var meetup = self
        meetup.revision = former.revision.next(at: now)
        meetup.movedFrom = movedFrom(since: former)
        return meetup
    }

    /// Returns the start that was announced first, however often the start changes, until it is back at that time.
    private func movedFrom(since former: Meetup) -> Date? {
        guard startsAt != former.startsAt else { return former.movedFrom }
        let announced = former.movedFrom ?? former.startsAt
        return startsAt == announced ? nil : announced
    }

    /// Whether a calendar would show a difference.
    package func isVisiblyDifferent(from former: Meetup) -> Bool {
        isNewsForGuests(from: former) || state != former.state || reason != former.reason
            || isTentative != former.isTentative
            || terms.title != former.terms.title || terms.text != former.terms.text
            || terms.hosts.map(\.name) != former.terms.hosts.map(\.name)
    }

    /// Whether guests who are going must be told: the start, the duration, the venue or the room changed.
    package func isNewsForGuests(from former: Meetup) -> Bool {
        startsAt != former.startsAt || terms.duration != former.terms.duration || terms.venue != former.terms.venue
    }
}
