import Domain
import Foundation
import ICalendar

/// A guest's own feed, behind a secret address: the meetups they go to or wait for.
struct GuestFeed: Equatable, Sendable {
    /// How many addresses of feeds a guest has; the oldest makes room for the next.
    static let maximum = 10

    let guest: Guest.ID
    let language: Language
    let created: Date
}

/// A meetup with a guest's answer to it.
struct AnsweredMeetup: Sendable {
    let meetup: Meetup
    /// Else waiting.
    let isGoing: Bool
    /// The guest and those who come along.
    let party: Int
    let revision: AnswerRevision
}

/// What a guest's own feed is made of.
struct GuestFeedContent: Sendable {
    let answers: [AnsweredMeetup]
    let language: Language
    /// When an answer or a meetup last changed, came or left.
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
        // Changes within one second may have the same time: whoever has that time is sent the feed once more.
        return FeedDocument(try await calendar.rendered(), changed: changed.addingTimeInterval(1))
    }
}

extension Event {
    /// A meetup as a guest's own calendar shows it: who waits may still go elsewhere.
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
