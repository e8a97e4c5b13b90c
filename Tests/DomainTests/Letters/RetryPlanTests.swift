import Domain
import Testing

struct RetryPlanTests {
    @Test(arguments: [(1, 60.0), (2, 300), (3, 900), (4, 1_800), (5, 3_600), (6, 7_200), (100, 7_200)])
    func `wait for a letter grows to two hours, and jitter halves it at most`(attempt: Int, full: Double) {
        #expect(RetryPlan.wait(afterAttempt: attempt, jitter: 1) == full)
        #expect(RetryPlan.wait(afterAttempt: attempt, jitter: 0) == full / 2)
    }

    @Test(arguments: [(1, 5.0), (2, 10), (3, 20), (6, 160), (7, 300), (10, 300), (1_000, 300)])
    func `wait for the relay doubles up to five minutes`(failure: Int, full: Double) {
        #expect(RetryPlan.relayWait(afterFailure: failure, jitter: 0.5) == full)
        #expect(abs(RetryPlan.relayWait(afterFailure: failure, jitter: 0) - full * 0.8) < 0.001)
        #expect(abs(RetryPlan.relayWait(afterFailure: failure, jitter: 1) - full * 1.2) < 0.001)
    }
}
