import Domain
import ICalendar
import Mail

/// The calendar part of emails to a guest, about an RSVP to a meetup (iMIP, RFC 6047).
struct Invitation: Sendable {
    let rsvp: RSVP
    let guest: Guest
    let meetup: Meetup
    let site: LocalizedSite

    /// What an email changes in the guest's calendar.
    enum Change: Sendable {
        /// The meetup as it is now (iTIP REQUEST).
        case request
        /// The meetup is cancelled (iTIP CANCEL).
        case cancel
        /// The meetup takes place without the guest, and disappears from their calendar (iTIP CANCEL).
        case remove
    }

    func part(_ change: Change, from organizer: Participant?) async throws -> CalendarPart {
        var event = Event(meetup, in: site)
        event.sequence += rsvp.calendarShift
        if change == .remove { event.cancel(site.texts(.feedWaitingTitle, ["title": meetup.terms.title])) }
        event.organizer = organizer
        event.attendee = Participant(name: rsvp.name, address: guest.address.text).map {
            Attendee(participant: $0, participation: .accepted, isReplyWanted: false)
        }
        let isRequest = change == .request
        let calendar = CalendarDocument(method: isRequest ? .request : .cancel, events: [event])
        return try CalendarPart(
            method: isRequest ? .request : .cancel, text: try await calendar.rendered(),
            filename: isRequest ? "invite.ics" : "cancel.ics"
        )
    }
}

extension Event {
    fileprivate mutating func cancel(_ title: String) {
        sequence -= 1
        status = .cancelled
        summary = title
    }
}
