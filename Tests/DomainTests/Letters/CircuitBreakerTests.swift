import Domain
import Foundation
import Testing

struct CircuitBreakerTests {
    private static let noon = Date(timeIntervalSince1970: 1_796_126_400)

    private func at(_ seconds: TimeInterval) -> Date { Self.noon.addingTimeInterval(seconds) }

    @Test func `a relay that fails rests twice as long each time, up to five minutes`() {
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

    @Test func `the rest is spread by a fifth to both sides`() {
        for (jitter, wait) in [(0.0, 4.0), (1.0, 6.0)] {
            var relay = CircuitBreaker()
            _ = relay.noteFailure(at: at(0), jitter: jitter)
            #expect(relay.allowance(at: at(wait - 0.1)) == 0)
            #expect(relay.allowance(at: at(wait + 0.1)) == 1)
        }
    }

    @Test func `after its rest one letter tries it, and the others follow when that one was answered`() {
        var relay = CircuitBreaker()
        _ = relay.noteFailure(at: at(0), jitter: 0.5)
        let admissions = [4.0, 5, 5].map { relay.admits(at: at($0)) }
        #expect(admissions == [false, true, false] && relay.allowance(at: at(5)) == 0)
        let news = [relay.noteAnswer(), relay.noteAnswer()]
        #expect(news == [.worksAgain, nil] && relay.allowance(at: at(5)) == .max)
    }

    @Test func `letters that were on their way make it rest no longer`() {
        var relay = CircuitBreaker()
        let news = [0.0, 1, 2, 3, 4].map { relay.noteFailure(at: at($0), jitter: 0.5) }
        #expect(news == [.failed, nil, nil, nil, nil])
        let isAdmitted = relay.admits(at: at(5))
        let second = relay.noteFailure(at: at(5), jitter: 0.5)
        #expect(isAdmitted && second == nil)
        #expect(relay.allowance(at: at(14)) == 0 && relay.allowance(at: at(15)) == 1)
    }

    @Test func `somebody is called once when it has lasted ten minutes`() {
        var relay = CircuitBreaker()
        var news: [TimeInterval: CircuitBreaker.News] = [:]
        for second in stride(from: 0.0, to: 3600, by: 1) where relay.admits(at: at(second)) {
            if let one = relay.noteFailure(at: at(second), jitter: 0.5) { news[second] = one }
        }
        #expect(news == [0: .failed, 615: .failsForLong])
    }
}
