import Domain
import ICalendar
import Mail

/// The calendar part of emails to a guest, about an RSVP to a meetup (iMIP, RFC 6047).
struct Invitation: Sendable {
    let rsvp: RSVP
    let guest: Guest
    let meetup: Meetup
    let site: LocalizedSite

    /// Returns nil for emails that change nothing in a calendar.
    func part(for kind: LetterKind, from organizer: Participant?) async throws -> CalendarPart? {
        guard let method = method(for: kind) else { return nil }
        var event = Event(meetup, in: site)
        event.sequence += rsvp.calendarShift
        // The guest's calendar drops the meetup, which takes place without them.
        if kind == .seatReleased { event.cancel(site.texts(.feedWaitingTitle, ["title": meetup.terms.title])) }
        event.organizer = organizer
        event.attendee = Participant(name: rsvp.name, address: guest.address.text).map {
            Attendee(participant: $0, participation: .accepted, isReplyWanted: false)
        }
        let calendar = CalendarDocument(method: method == .request ? .request : .cancel, events: [event])
        let filename = method == .request ? "invite.ics" : "cancel.ics"
        return try CalendarPart(method: method, text: try await calendar.rendered(), filename: filename)
    }

    private func method(for kind: LetterKind) -> CalendarPart.Method? {
        switch kind {
        case .going, .promoted, .changed: .request
        case .restored where rsvp.state.isGoing: .request
        case .cancelled where rsvp.state.isGoing || rsvp.turn == .unresponsive: .cancel
        case .seatReleased: .cancel
        default: nil
        }
    }
}

extension Event {
    fileprivate mutating func cancel(_ title: String) {
        sequence -= 1
        status = .cancelled
        summary = title
    }
}
