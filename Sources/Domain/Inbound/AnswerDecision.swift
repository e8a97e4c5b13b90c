package import Foundation

/// What is known when a calendar's answer comes to the address of one RSVP.
package struct AnswerFacts: Sendable {
    package let rsvp: RSVP
    package let meetup: Meetup
    package let invited: EmailAddress
    /// The address of the message's author; nil if it can't be read.
    package var author: String?
    package var authentication = AuthenticationResult.unknown
    /// Whether somebody who may not be the guest can be told of.
    package var allowsQuestion = true
    package var history: AnswerHistory
    /// How many answers under the guest's address wait to be confirmed.
    package var asks = 1

    /// The SEQUENCE of the invitation that holds.
    var invitedSequence: Int { meetup.revision.sequence + rsvp.calendarShift }

    package init(_ rsvp: RSVP, to meetup: Meetup, of invited: EmailAddress, history: AnswerHistory) {
        self.rsvp = rsvp
        self.meetup = meetup
        self.invited = invited
        self.history = history
    }
}

/// The answers by mail that were taken before.
package struct AnswerHistory: Equatable, Sendable {
    /// How many are taken in a day, so that nobody can have us write letter after letter. Those that are doubted don't
    /// count: they would keep the guest's own out.
    package static let maxPerDay = 20

    /// When the latest one was given.
    package var latest: Date
    /// On which day, counted from 1970, the latest ones came, and how many.
    package var day: Int
    package var count: Int

    package init(latest: Date, day: Int, count: Int) {
        self.latest = latest
        self.day = day
        self.count = count
    }

    package func isExhausted(at now: Date) -> Bool { day == now.day && count >= Self.maxPerDay }

    /// With one more that was given at `stamp`. A calendar whose clock is ahead must not outlive its next answer.
    package func adding(stamp: Date?, at now: Date) -> AnswerHistory {
        AnswerHistory(
            latest: max(latest, min(stamp ?? now, now)), day: now.day, count: day == now.day ? count + 1 : 1
        )
    }
}

extension Date {
    fileprivate var day: Int { Int((timeIntervalSince1970 / 86_400).rounded(.down)) }
}

/// What becomes of a calendar's answer.
package enum AnswerDecision: Equatable, Sendable {
    /// What the guest's own page could do, and nothing more.
    case act(Act, companions: Int?)
    /// Perhaps it isn't the guest's: they are asked, and nothing changes.
    case unverified
    case ignore(Reason)

    package enum Act: Equatable, Sendable {
        /// The answer counts that was waiting for it.
        case confirm
        /// A guest who called it off comes after all.
        case revive
        case cancel
        /// All stays as it is.
        case keep
    }

    package enum Reason: String, Sendable {
        case otherMeetup = "other_meetup"
        case started
        case cancelled
        /// It answers an edition of the invitation that holds no longer.
        case outdated
        /// The guest has answered since.
        case overtaken
        case noAnswer = "no_answer"
        case tooMany = "too_many"
        /// It may be another's, and a program sent it, which can't be asked.
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
        // It doesn't say which of them the guest means, and one may be a stranger's.
        if answer.participation == .accepted, facts.rsvp.state.isPending, facts.asks != 1 { return .unverified }
        return facts.history.isExhausted(at: now) ? .tooMany : nil
    }

    /// A calendar answers under the name it was invited by; a person under one of their own.
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

    /// How many the guest brings from now on; nil when that stays. Google says 0 for everybody whom it didn't ask.
    private static func companions(_ answer: CalendarAnswer, _ facts: AnswerFacts) -> Int? {
        guard answer.participation == .accepted, let guests = answer.guests, guests != facts.rsvp.companions,
            (1...RSVPDraft.maxCompanions).contains(guests), guests < facts.meetup.terms.capacity
        else { return nil }
        return guests
    }
}
