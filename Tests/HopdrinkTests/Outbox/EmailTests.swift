import Domain
import Foundation
import Testing

@testable import Hopdrink

/// What is true of every kind of email.
struct EmailTests {
    @Test func `each kind has its own email`() {
        #expect(LetterKind.allCases.allSatisfy { $0.email.kind == $0 })
        #expect(LetterKind.allCases.allSatisfy { LetterKind(rawValue: $0.rawValue) == $0 })
    }

    @Test func `these kinds have a link with a secret token`() {
        let without: [LetterKind] = [
            .cancelled, .thanks, .headCount, .unreachable, .question, .follow, .digest, .cityRequest, .cityRequested,
            .cityStarts,
        ]
        #expect(LetterKind.allCases.filter { !$0.email.hasToken } == without)
    }

    @Test func `readers can do without these kinds only`() {
        #expect(LetterKind.allCases.filter { $0.email.isUnsubscribable } == [.reminder, .thanks, .digest])
    }

    @Test func `these kinds cannot be written once their details are erased`() {
        #expect(LetterKind.allCases.filter { $0.email.needsDetails } == [.unreachable, .question])
    }

    @Test(arguments: [(ContactEmail.hostConfirm, 0), (.hostSilent, 0), (.headCount, 0), (.unreachable, 120)])
    func `deadline of an email to a host is the start or the end`(email: ContactEmail, minutes: Int) throws {
        let meetup = try Samples().meetup
        #expect(email.usefulUntil(meetup, meetup.startsAt - 30 * .day) == meetup.startsAt + TimeInterval(minutes * 60))
    }

    @Test func `question is worth a response for a week`() throws {
        let meetup = try Samples().meetup
        #expect(ContactEmail.question.usefulUntil(meetup, meetup.startsAt) == meetup.startsAt + 7 * .day)
    }

    @Test func `hosts are asked only while the meetup is tentative, and told only while it is scheduled`() throws {
        let samples = try Samples()
        let cancelled = try Samples.meetup(in: samples.city, state: .cancelled)
        var tentative = samples.meetup
        tentative.isTentative = true
        let emails: [ContactEmail] = [.hostConfirm, .hostSilent, .headCount, .unreachable, .question]
        #expect(emails.filter { $0.isStillTrue(tentative) }.count == 5)
        #expect(emails.filter { $0.isStillTrue(samples.meetup) }.map(\.kind) == [.headCount, .unreachable, .question])
        #expect(emails.filter { $0.isStillTrue(cancelled) }.map(\.kind) == [.question])
    }

    @Test func `digest is sent only with news, and only to those who follow`() throws {
        let samples = try Samples()
        func follower(_ state: Follower.State) throws -> Follower {
            Follower(
                id: Follower.ID(at: samples.now, random: (3, 3)), city: samples.city.slug,
                address: try EmailAddress(parsing: "ada@example.org"), language: .english, state: state,
                notifiedUntil: .distantPast
            )
        }
        let states: [Follower.State] = [.pending, .following, .stopped]
        let news = [samples.meetup]
        #expect(try states.filter { FollowerEmail.digest.isStillTrue(try follower($0), news) } == [.following])
        #expect(try states.allSatisfy { !FollowerEmail.digest.isStillTrue(try follower($0), []) })
        #expect(try states.filter { FollowerEmail.follow.isStillTrue(try follower($0), []) } == [.pending, .following])
    }
}
