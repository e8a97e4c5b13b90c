import Domain
import Testing

@testable import Hopdrink

struct SuppressionTests {
    @Test(
        arguments: [
            (.everything, .bounced, LetterKind.allCases),
            (.optional, .unsubscribed, [.reminder, .thanks]),
            (.optional, .operator, [.reminder, .thanks, .digest]),
        ] as [(Suppression.Scope, Suppression.Cause, [LetterKind])])
    func `optional suppression stops only optional emails, and unsubscribing keeps digests`(
        scope: Suppression.Scope, cause: Suppression.Cause, stopped: [LetterKind]
    ) {
        let suppression = Suppression(scope: scope, cause: cause)
        #expect(LetterKind.allCases.filter { $0.email.isStopped(by: suppression) } == stopped)
    }
}
