import Domain
import Foundation
import Testing

struct TokenBucketTests {
    private static let noon = Date(timeIntervalSince1970: 1_796_126_400)

    private func at(_ seconds: TimeInterval) -> Date { Self.noon.addingTimeInterval(seconds) }

    /// Returns how many letters leave in these seconds if a next one is always waiting.
    private func letters(_ plan: inout TokenBucket, in seconds: ClosedRange<Int>) -> Int {
        var count = 0
        for second in seconds {
            let allowed = plan.allowance(at: at(TimeInterval(second)))
            for _ in 0..<allowed { plan.spend(at: at(TimeInterval(second))) }
            count += allowed
        }
        return count
    }

    @Test(arguments: [(1, 61), (10, 610), (1000, 61_000)])
    func `rate limits the letters of a minute, after one second's worth at once`(rate: Int, count: Int) {
        var plan = TokenBucket(maxPerSecond: rate)
        let left = letters(&plan, in: 0...60)
        #expect(left == count)
    }

    @Test func `bucket without a rate has no limit`() {
        var plan = TokenBucket(maxPerSecond: nil)
        for _ in 1...5000 { plan.spend(at: at(0)) }
        plan.slowDown(at: at(0))
        let allowance = plan.allowance(at: at(0))
        #expect(allowance == .max)
    }

    @Test func `unused tokens are not saved beyond a full bucket`() {
        var plan = TokenBucket(maxPerSecond: 10)
        let allowances = [0.0, 3600].map { plan.allowance(at: at($0)) }
        #expect(allowances == [10, 10])
    }

    @Test func `letters sent without a token delay those that follow`() {
        var plan = TokenBucket(maxPerSecond: 10)
        for _ in 1...25 { plan.spend(at: at(0)) }
        let allowances = [0.0, 1, 1.5, 1.75, 2.5].map { plan.allowance(at: at($0)) }
        #expect(allowances == [0, 0, 0, 2, 10])
    }

    /// The times of the relay's complaints, and the rate right after the last one.
    @Test(
        arguments: [
            ([0], 50), ([0, 1, 4], 50), ([0, 5], 25), ([0, 5, 10, 15, 20, 25, 30, 35, 40], 1),
        ] as [([TimeInterval], Int)])
    func `complaint halves the rate, and complaints soon after it do not count`(
        complaints: [TimeInterval], rate: Int
    ) {
        var plan = TokenBucket(maxPerSecond: 100)
        for second in complaints { plan.slowDown(at: at(second)) }
        #expect(abs(plan.current - Double(rate)) <= 3)
    }

    @Test func `rate recovers slowly, up to the full rate`() {
        var plan = TokenBucket(maxPerSecond: 100)
        plan.slowDown(at: at(0))
        let rates = [0.0, 60, 120, 300, 600].map { second in
            _ = plan.allowance(at: at(second))
            return plan.current
        }
        #expect(rates == [50, 60, 70, 100, 100])
    }

    @Test func `clock that is set back or forward adds at most a full bucket`() {
        var plan = TokenBucket(maxPerSecond: 10)
        for _ in 1...10 { plan.spend(at: at(0)) }
        let allowances = [-86_400.0, -86_399, 86_400, 86_401].map { plan.allowance(at: at($0)) }
        #expect(allowances == [0, 10, 10, 10])
    }
}
