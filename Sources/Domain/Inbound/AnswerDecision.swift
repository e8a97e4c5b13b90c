package import Foundation

/// The facts that are known when a calendar's reply arrives at the address of one RSVP.
package struct AnswerFacts: Sendable {
    package let rsvp: RSVP
    package let meetup: Meetup
    package let invited: EmailAddress
    /// The address of the message's author; nil if it cannot be read.
    package var author: String?
    package var authentication = AuthenticationResult.unknown
    /// Whether the sender, who may not be the guest, may trigger an email that asks the guest.
    package var allowsQuestion = true
    package var history: AnswerHistory
    /// The number of asks under the guest's address that wait for confirmation.
    package var asks = 1

    /// The SEQUENCE of the current invitation.
    var invitedSequence: Int { meetup.revision.sequence + rsvp.calendarShift }

    package init(_ rsvp: RSVP, to meetup: Meetup, of invited: EmailAddress, history: AnswerHistory) {
        self.rsvp = rsvp
        self.meetup = meetup
        self.invited = invited
        self.history = history
    }
}

/// The calendar replies that were accepted before.
package struct AnswerHistory: Equatable, Sendable {
    /// The max number of accepted replies in a day, so that nobody can make us send email after email. Unverified
    /// replies do not count: otherwise they could block the guest's own replies.
    package static let maxPerDay = 20

    /// The time of the latest reply.
    package var latest: Date
    /// The day of the latest replies, counted from 1970; `count` is their number.
    package var day: Int
    package var count: Int

    package init(latest: Date, day: Int, count: Int) {
        self.latest = latest
        self.day = day
        self.count = count
    }

    package func isExhausted(at now: Date) -> Bool { day == now.day && count >= Self.maxPerDay }

    /// Returns the history with one more reply that was given at `stamp`. A stamp in the future counts as now:
    /// otherwise a calendar whose clock is ahead would make its own next reply look outdated.
    package func adding(stamp: Date?, at now: Date) -> AnswerHistory {
        AnswerHistory(
            latest: max(latest, min(stamp ?? now, now)), day: now.day, count: day == now.day ? count + 1 : 1
        )
    }
}

extension Date {
    fileprivate var day: Int { Int((timeIntervalSince1970 / 86_400).rounded(.down)) }
}

/// The decision on a calendar's reply.
package enum AnswerDecision: Equatable, Sendable {
    /// Does what the guest could do on their own page, and nothing more.
    case act(Act, companions: Int?)
    /// The reply may not be the guest's: asks the guest and changes nothing.
    case unverified
    case ignore(Reason)

    package enum Act: Equatable, Sendable {
        /// Confirms the pending RSVP.
        case confirm
        /// Restores an RSVP that the guest cancelled.
        case revive
        case cancel
        /// Changes nothing.
        case keep
    }

    package enum Reason: String, Sendable {
        case otherMeetup = "other_meetup"
        case started
        case cancelled
        /// The reply belongs to an older version of the invitation.
        case outdated
        /// The guest has responded since then.
        case overtaken
        case noAnswer = "no_answer"
        case tooMany = "too_many"
        /// The reply may not be the guest's and they cannot be asked, or it does not say which pending ask it confirms.
        case unverified
    }

    package static func decide(_ answer: CalendarAnswer, _ facts: AnswerFacts, at now: Date) -> AnswerDecision {
        if let reason = reasonToIgnore(answer, facts, at: now) { return .ignore(reason) }
        guard facts.authentication != .forged, isOfGuest(answer, facts) else {
            return facts.allowsQuestion ? .unverified : .ignore(.unverified)
        }
        return .act(act(answer.participation, facts.rsvp.state), companions: companions(answer, facts))
    }

    private static func reasonToIgnore(_ answer: CalendarAnswer, _ facts: AnswerFacts, at now: Date) -> Reason? {
        if !answer.isTo(facts.meetup) { return .otherMeetup }
        if answer.participation == .other { return .noAnswer }
        switch Admission.refusal(of: facts.meetup, at: now) {
        case .started: return .started
        case .cancelled: return .cancelled
        case nil: break
        }
        if let sequence = answer.sequence, sequence < facts.invitedSequence { return .outdated }
        if let stamp = answer.stamp, stamp < facts.history.latest { return .overtaken }
        // The reply does not say which ask the guest means, and one of them may be a stranger's.
        if answer.participation == .accepted, facts.rsvp.state.isPending, facts.asks != 1 { return .unverified }
        return facts.history.isExhausted(at: now) ? .tooMany : nil
    }

    /// A calendar replies under the invited address; a person may reply under their own.
    private static func isOfGuest(_ answer: CalendarAnswer, _ facts: AnswerFacts) -> Bool {
        [answer.attendee, facts.author].contains { $0?.lowercased() == facts.invited.folded }
    }

    private static func act(_ participation: CalendarAnswer.Participation, _ state: RSVP.State) -> Act {
        switch (participation, state) {
        case (.accepted, .pending): .confirm
        case (.accepted, .cancelled): .revive
        case (.declined, .going), (.declined, .waiting): .cancel
        default: .keep
        }
    }

    /// Returns the new number of companions, or nil if it does not change. Google sends 0 for everybody whom it did not
    /// ask.
    private static func companions(_ answer: CalendarAnswer, _ facts: AnswerFacts) -> Int? {
        guard answer.participation == .accepted, let guests = answer.guests, guests != facts.rsvp.companions,
            (1...RSVPDraft.maxCompanions).contains(guests), guests < facts.meetup.terms.capacity
        else { return nil }
        return guests
    }
}
