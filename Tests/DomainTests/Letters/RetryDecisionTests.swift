import Domain
import Foundation
import Testing

struct RetryDecisionTests {
    private static let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func fate(
        _ outcome: DeliveryResult, attempt: Int = 1, uncertain: Bool = false,
        _ choice: AmbiguityPolicy.Choice = .resend
    ) -> RetryDecision {
        let trial = AttemptContext(attempt: attempt, wasUncertain: uncertain, onAmbiguity: choice)
        return .decide(outcome, of: trial, at: Self.now, jitter: 1)
    }

    @Test(arguments: [
        (DeliveryResult.accepted, LetterState.sent), (.refused(addressIsBad: true), .dead),
        (.refused(addressIsBad: false), .dead),
    ])
    func `a definite answer is the end, whatever came before`(outcome: DeliveryResult, end: LetterState) {
        for uncertain in [false, true] { #expect(fate(outcome, uncertain: uncertain) == .settled(end)) }
    }

    @Test(arguments: [(1, 1.0), (2, 5), (3, 15), (4, 30), (5, 60), (6, 120), (9, 120)])
    func `deferred letter is tried again within a max time`(attempt: Int, minutes: Double) {
        let next = Self.now + minutes * 60
        #expect(fate(.deferred, attempt: attempt) == .waits(.retry, until: next))
        #expect(fate(.deferred, attempt: attempt, uncertain: true) == .waits(.uncertain, until: next))
    }

    @Test func `unavailable relay leaves the letter as it was`() {
        #expect(fate(.relayUnavailable) == .waits(.ready, until: Self.now))
        #expect(fate(.relayUnavailable, attempt: 2) == .waits(.retry, until: Self.now))
        #expect(fate(.relayUnavailable, attempt: 2, uncertain: true) == .waits(.uncertain, until: Self.now))
    }

    @Test func `ambiguous result is retried once, and never for kinds on hold`() {
        #expect(fate(.ambiguous) == .waits(.uncertain, until: Self.now + 15 * 60))
        #expect(fate(.ambiguous, uncertain: true) == .settled(.uncertain))
        #expect(fate(.ambiguous, .hold) == .settled(.uncertain))
    }

    @Test func `letter whose lease was lost belongs to another daemon`() {
        #expect(fate(.withdrawn) == .lost)
    }

    @Test func `kinds that the policy does not name are sent again`() {
        let policy = AmbiguityPolicy([.reminder: .hold])
        #expect(policy.choice(for: .reminder) == .hold && policy.choice(for: .going) == .resend)
    }
}
