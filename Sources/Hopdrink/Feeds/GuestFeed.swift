import Domain
import Foundation
import ICalendar

/// A guest's own feed at a secret URL: the meetups that the guest goes to or waits for.
struct GuestFeed: Equatable, Sendable {
    /// The maximum number of feed URLs of a guest; a new one replaces the oldest.
    static let maximum = 10

    let guest: Guest.ID
    let language: Language
    let created: Date
}

/// A meetup with a guest's RSVP.
struct AnsweredMeetup: Sendable {
    let meetup: Meetup
    /// Otherwise the guest is on the waiting list.
    let isGoing: Bool
    /// The guest and their companions.
    let party: Int
    let revision: AnswerRevision
}

/// The content of a guest's own feed.
struct GuestFeedContent: Sendable {
    let answers: [AnsweredMeetup]
    let language: Language
    /// The time of the last change of an RSVP or a meetup, including added and removed ones.
    let changed: Date

    func document(_ pages: Pages, from sender: Sender) async throws -> FeedDocument {
        let site = pages.site(language)
        let organiser = sender.organiser
        let events = answers.map { answer in
            var event = Event(answer, in: site)
            event.organizer = organiser
            return event
        }
        let name = site.texts(.feedGuestName, ["network": site.network])
        let calendar = CalendarDocument(name: name, refreshMinutes: 60, events: events)
        // Two changes within one second may have the same time. With one second added, a client that has that time
        // gets the feed once more.
        return FeedDocument(try await calendar.rendered(), changed: changed.addingTimeInterval(1))
    }
}

extension Event {
    /// A meetup as a guest's own calendar shows it. It does not block the time of a guest on the waiting list.
    init(_ answer: AnsweredMeetup, in site: LocalizedSite) {
        let meetup = answer.meetup
        let revision = meetup.revision.joined(with: answer.revision)
        self.init(meetup, in: site)
        sequence = revision.sequence
        modified = revision.modified
        isTransparent = !answer.isGoing || meetup.state == .cancelled
        guard meetup.state == .scheduled else { return }
        if !answer.isGoing {
            status = .tentative
            summary = site.texts(.feedWaitingTitle, ["title": meetup.terms.title])
        }
        let answerLine = answer.isGoing ? site.texts(.feedGoing, answer.party) : site.texts(.manageWaiting)
        description = "\(answerLine)\n\n\(description)"
    }
}
