import Domain
import Foundation
import Testing

/// The meetup starts at 18:00 UTC on 10 December; it is noon on 1 December.
struct AnswerDecisionTests {
    private static let now = Date(timeIntervalSince1970: 1_796_126_400)
    private static let pending = RSVP.State.pending
    private static let going = RSVP.State.going(since: now - 60)
    private let now = Self.now

    private func facts(_ state: RSVP.State = going, party: Int = 1, _ meetup: Meetup? = nil) throws -> AnswerFacts {
        let history = AnswerHistory(latest: now - 600, day: 0, count: 0)
        let address = try EmailAddress(parsing: "ada@example.org")
        return AnswerFacts(try .sample(state, party: party), to: try meetup ?? .sample(), of: address, history: history)
    }

    private func answer(
        _ participation: CalendarAnswer.Participation, attendee: String = "ada@example.org"
    ) -> CalendarAnswer {
        CalendarAnswer(uid: "sample@hopdrink.example", participation, attendee: attendee)
    }

    @Test(arguments: [
        (CalendarAnswer.Participation.accepted, pending, AnswerDecision.Act.confirm), (.accepted, going, .keep),
        (.accepted, .waiting, .keep), (.accepted, .cancelled, .revive), (.declined, pending, .keep),
        (.declined, going, .cancel), (.declined, .waiting, .cancel), (.declined, .cancelled, .keep),
        (.tentative, pending, .keep), (.tentative, going, .keep), (.tentative, .waiting, .keep),
        (.tentative, .cancelled, .keep),
    ])
    func `reply does what the guest's page could do`(
        participation: CalendarAnswer.Participation, state: RSVP.State, act: AnswerDecision.Act
    ) throws {
        let decision = AnswerDecision.decide(answer(participation), try facts(state), at: now)
        #expect(decision == .act(act, companions: nil))
    }

    @Test(arguments: [
        ("ada@example.org", String?.none, AuthenticationResult.unknown, true),
        ("ADA@example.org", "eve@example.org", .unknown, true), ("eve@example.org", "Ada@Example.ORG", .unknown, true),
        ("eve@example.org", "eve@example.org", .unknown, false), ("eve@example.org", nil, .unknown, false),
        ("ada@example.org", "ada@example.org", .forged, false),
    ])
    func `reply is the guest's if it names their address and is not forged`(
        attendee: String, author: String?, authentication: AuthenticationResult, isGuest: Bool
    ) throws {
        var facts = try facts()
        (facts.author, facts.authentication) = (author, authentication)
        let decision = AnswerDecision.decide(answer(.declined, attendee: attendee), facts, at: now)
        #expect(decision == (isGuest ? .act(.cancel, companions: nil) : .unverified))
    }

    @Test func `unverified reply from a program triggers no question to the guest`() throws {
        var facts = try facts()
        facts.allowsQuestion = false
        let decision = AnswerDecision.decide(answer(.declined, attendee: "eve@example.org"), facts, at: now)
        #expect(decision == .ignore(.unverified))
    }

    @Test(arguments: [(2, false), (3, true), (4, true)])
    func `reply to an older version of the invitation changes nothing`(sequence: Int, isTaken: Bool) throws {
        var meetup = try Meetup.sample()
        meetup.revision = Revision(sequence: 3, created: now, modified: now)
        var answer = answer(.declined)
        answer.sequence = sequence
        let decision = AnswerDecision.decide(answer, try facts(Self.going, meetup), at: now)
        #expect(decision == (isTaken ? .act(.cancel, companions: nil) : .ignore(.outdated)))
    }

    @Test(arguments: [(-601.0, false), (-600, true), (0, true)])
    func `reply that is older than the last one changes nothing`(age: TimeInterval, isTaken: Bool) throws {
        var answer = answer(.declined)
        answer.stamp = now + age
        let decision = AnswerDecision.decide(answer, try facts(), at: now)
        #expect(decision == (isTaken ? .act(.cancel, companions: nil) : .ignore(.overtaken)))
    }

    @Test(arguments: [
        (AnswerHistory.maxPerDay - 1, 0, true), (AnswerHistory.maxPerDay, 0, false),
        (AnswerHistory.maxPerDay, -1, true),
    ])
    func `only a limited number of replies is accepted in a day`(count: Int, dayBefore: Int, isTaken: Bool) throws {
        var facts = try facts()
        let day = Int(now.timeIntervalSince1970) / 86_400 + dayBefore
        facts.history = AnswerHistory(latest: now, day: day, count: count)
        let decision = AnswerDecision.decide(answer(.declined), facts, at: now)
        #expect(decision == (isTaken ? .act(.cancel, companions: nil) : .ignore(.tooMany)))
    }

    @Test func `reply counts at its own time, but never later than now`() {
        let history = AnswerHistory(latest: now - 60, day: 0, count: 9)
        let today = Int(now.timeIntervalSince1970) / 86_400
        #expect(history.adding(stamp: now + 3600, at: now) == AnswerHistory(latest: now, day: today, count: 1))
        #expect(history.adding(stamp: nil, at: now).latest == now)
        #expect(history.adding(stamp: now - 30, at: now).latest == now - 30)
        #expect(history.adding(stamp: nil, at: now).adding(stamp: nil, at: now).count == 2)
    }

    @Test func `reply to another meetup, without a status or too late changes nothing`() throws {
        let other = CalendarAnswer(uid: "other@hopdrink.example", .declined, attendee: "ada@example.org")
        #expect(AnswerDecision.decide(other, try facts(), at: now) == .ignore(.otherMeetup))
        #expect(AnswerDecision.decide(answer(.other), try facts(), at: now) == .ignore(.noAnswer))
        let late = try Date.utc("2026-12-10T18:00:00Z")
        #expect(AnswerDecision.decide(answer(.accepted), try facts(), at: late) == .ignore(.started))
        let off = try facts(Self.going, .sample(state: .cancelled))
        #expect(AnswerDecision.decide(answer(.accepted), off, at: now) == .ignore(.cancelled))
    }

    @Test(arguments: [
        (CalendarAnswer.Participation.accepted, Int?.none, Int?.none), (.accepted, 0, nil), (.accepted, 2, nil),
        (.accepted, 1, 1), (.accepted, 9, 9), (.accepted, 10, nil), (.accepted, -1, nil), (.declined, 1, nil),
        (.tentative, 1, nil),
    ])
    func `number of companions is taken from an acceptance that states it`(
        participation: CalendarAnswer.Participation, guests: Int?, companions: Int?
    ) throws {
        var answer = answer(participation)
        answer.guests = guests
        let decision = AnswerDecision.decide(answer, try facts(Self.going, party: 3), at: now)
        #expect(decision == .act(participation == .declined ? .cancel : .keep, companions: companions))
    }
}

struct BounceDecisionTests {
    @Test(arguments: [
        (BounceReport.Outcome.failed(addressIsBad: true), BounceDecision.unreachable),
        (.failed(addressIsBad: false), .dead), (.failedForNow, .noted), (.delayed, .noted), (.none, .nothing),
    ])
    func `report on a letter counts only at the letter's own address`(
        outcome: BounceReport.Outcome, decision: BounceDecision
    ) {
        var report = BounceReport(outcome, diagnostic: "")
        #expect(BounceDecision.decide(report, on: "a") == decision)
        report.returned = "a"
        #expect(BounceDecision.decide(report, on: "a") == decision)
        report.returned = "b"
        #expect(BounceDecision.decide(report, on: "a") == .nothing)
    }
}
