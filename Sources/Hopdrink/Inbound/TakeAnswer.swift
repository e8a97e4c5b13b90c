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
        _ answers: [CalendarAnswer], _ claim: Claim, to id: RSVP.ID, _ tx: Transaction
    ) throws -> ReceivedOutcome {
        guard let locked = try tx.rsvps.lock(id), let guest = try tx.guests.find(locked.rsvp.guest) else {
            return .gone
        }
        guard let answer = CalendarAnswer.answer(to: locked.meetup, of: guest.address, among: answers) else {
            return .answerIgnored(.otherMeetup)
        }
        let history = try tx.inbound.answerHistory(of: id)
        var facts = AnswerFacts(locked.rsvp, to: locked.meetup, of: guest.address, history: history)
        (facts.author, facts.authentication, facts.allowsQuestion) = (
            claim.author, claim.authentication, claim.allowsQuestion
        )
        let asks = try tx.asks.all(about: id).filter { $0.content != nil }
        facts.asks = asks.count
        switch AnswerDecision.decide(answer, facts, at: tx.now) {
        case .ignore(let reason): return .answerIgnored(reason)
        case .unverified: return try ask(about: locked, tx)
        case .act(let act, let companions):
            try perform(act, on: locked, asks, tx)
            try tx.inbound.save(history.adding(stamp: answer.stamp, at: tx.now), of: id)
            let fits = try bring(companions, id, tx)
            return .answered(act, partyIsTooLarge: !fits)
        }
    }

    private func perform(
        _ act: AnswerDecision.Act, on locked: LockedRSVP, _ asks: [Ask], _ tx: Transaction
    ) throws {
        switch act {
        case .keep: return
        case .confirm: _ = try asks.first.map { try ConfirmRSVP.perform(locked, $0, tx) }
        case .cancel: _ = try ChangeRSVP.cancel(locked, tx)
        case .revive: _ = try ConfirmRSVP.revive(locked, tx)
        }
    }

    /// Returns false if the companions do not fit.
    private func bring(
        _ companions: Int?, _ id: RSVP.ID, _ tx: Transaction
    ) throws -> Bool {
        guard let companions, let locked = try tx.rsvps.lock(id) else { return true }
        if case .full = try ChangeRSVP.perform(locked, RSVPChange(companions: companions), tx) {
            return false
        }
        return true
    }

    /// Asks the guest whether the reply is theirs. An address that was never confirmed is not asked: it may be a
    /// stranger's.
    private func ask(about locked: LockedRSVP, _ tx: Transaction) throws -> ReceivedOutcome {
        guard GuestEmail.unverified.isStillTrue(locked.rsvp, locked.meetup) else { return .answerIgnored(.unverified) }
        try tx.letters.enqueue(.unverified, about: locked.rsvp, of: locked.meetup)
        return .unverified
    }
}
