import Domain
import Foundation
import Storage

/// Takes a calendar's reply to an invitation. The reply can do no more than the guest's own page.
struct TakeAnswer: Sendable {
    /// The evidence that the reply comes from the guest.
    struct Claim: Sendable {
        let author: String?
        let authentication: AuthenticationResult
        let allowsQuestion: Bool
    }

    func callAsFunction(
        _ answers: [CalendarAnswer], _ claim: Claim, to id: RSVP.ID, _ transaction: Transaction, at now: Date
    ) throws -> ReceivedOutcome {
        guard let locked = try transaction.locked(id), let guest = try transaction.guest(locked.rsvp.guest) else {
            return .gone
        }
        guard let answer = CalendarAnswer.answer(to: locked.meetup, of: guest.address, among: answers) else {
            return .answerIgnored(.otherMeetup)
        }
        let history = try transaction.answerHistory(of: id)
        var facts = AnswerFacts(locked.rsvp, to: locked.meetup, of: guest.address, history: history)
        (facts.author, facts.authentication, facts.allowsQuestion) = (
            claim.author, claim.authentication, claim.allowsQuestion
        )
        let asks = try transaction.asks(about: id).filter { $0.content != nil }
        facts.asks = asks.count
        switch AnswerDecision.decide(answer, facts, at: now) {
        case .ignore(let reason): return .answerIgnored(reason)
        case .unverified: return try ask(about: locked, transaction, at: now)
        case .act(let act, let companions):
            try perform(act, on: locked, asks, transaction, at: now)
            try transaction.save(history.adding(stamp: answer.stamp, at: now), of: id)
            let fits = try bring(companions, id, transaction, at: now)
            return .answered(act, partyIsTooLarge: !fits)
        }
    }

    private func perform(
        _ act: AnswerDecision.Act, on locked: LockedRSVP, _ asks: [Ask], _ transaction: Transaction, at now: Date
    ) throws {
        switch act {
        case .keep: return
        case .confirm: _ = try asks.first.map { try ConfirmRSVP.perform(locked, $0, transaction, at: now) }
        case .cancel: _ = try ChangeRSVP.cancel(locked, transaction, at: now)
        case .revive: _ = try ConfirmRSVP.revive(locked, transaction, at: now)
        }
    }

    /// Returns false if the companions do not fit.
    private func bring(
        _ companions: Int?, _ id: RSVP.ID, _ transaction: Transaction, at now: Date
    ) throws -> Bool {
        guard let companions, let locked = try transaction.locked(id) else { return true }
        if case .full = try ChangeRSVP.perform(locked, RSVPChange(companions: companions), transaction, at: now) {
            return false
        }
        return true
    }

    /// Asks the guest whether the reply is theirs. An address that was never confirmed is not asked: it may be a
    /// stranger's.
    private func ask(about locked: LockedRSVP, _ transaction: Transaction, at now: Date) throws -> ReceivedOutcome {
        guard LetterKind.unverified.isTrue(of: locked.rsvp, locked.meetup) else { return .answerIgnored(.unverified) }
        try transaction.queue(.unverified, about: locked.rsvp, of: locked.meetup, at: now)
        return .unverified
    }
}
