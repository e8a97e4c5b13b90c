import Domain
import Foundation
import Testing

struct CircuitBreakerTests {
    private static let noon = Date(timeIntervalSince1970: 1_796_126_400)

    private func at(_ seconds: TimeInterval) -> Date { Self.noon.addingTimeInterval(seconds) }

    @Test func `pause of a failing relay doubles each time, up to five minutes`() {
        var relay = CircuitBreaker()
        var now: TimeInterval = 0
        for wait: TimeInterval in [5, 10, 20, 40, 80, 160, 300, 300] {
            let isAdmitted = relay.admits(at: at(now))
            #expect(isAdmitted)
            _ = relay.noteFailure(at: at(now), jitter: 0.5)
            #expect(relay.allowance(at: at(now + wait - 1)) == 0)
            now += wait
        }
    }

    @Test func `jitter changes the pause by up to a fifth`() {
        for (jitter, wait) in [(0.0, 4.0), (1.0, 6.0)] {
            var relay = CircuitBreaker()
            _ = relay.noteFailure(at: at(0), jitter: jitter)
            #expect(relay.allowance(at: at(wait - 0.1)) == 0)
            #expect(relay.allowance(at: at(wait + 0.1)) == 1)
        }
    }

    @Test func `one letter tests the relay after its pause, and the others follow when it is answered`() {
        var relay = CircuitBreaker()
        _ = relay.noteFailure(at: at(0), jitter: 0.5)
        let admissions = [4.0, 5, 5].map { relay.admits(at: at($0)) }
        #expect(admissions == [false, true, false] && relay.allowance(at: at(5)) == 0)
        let news = [relay.noteAnswer(), relay.noteAnswer()]
        #expect(news == [.worksAgain, nil] && relay.allowance(at: at(5)) == .max)
    }

    @Test func `letters that were already under way do not make the pause longer`() {
        var relay = CircuitBreaker()
        let news = [0.0, 1, 2, 3, 4].map { relay.noteFailure(at: at($0), jitter: 0.5) }
        #expect(news == [.failed, nil, nil, nil, nil])
        let isAdmitted = relay.admits(at: at(5))
        let second = relay.noteFailure(at: at(5), jitter: 0.5)
        #expect(isAdmitted && second == nil)
        #expect(relay.allowance(at: at(14)) == 0 && relay.allowance(at: at(15)) == 1)
    }

    @Test func `operator is called once after ten minutes of failures`() {
        var relay = CircuitBreaker()
        var news: [TimeInterval: CircuitBreaker.News] = [:]
        for second in stride(from: 0.0, to: 3600, by: 1) where relay.admits(at: at(second)) {
            if let one = relay.noteFailure(at: at(second), jitter: 0.5) { news[second] = one }
        }
        #expect(news == [0: .failed, 615: .failsForLong])
    }
}
