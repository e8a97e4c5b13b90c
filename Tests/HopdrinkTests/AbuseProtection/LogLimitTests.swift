import Domain
import Foundation
import HTTPTypes
import Logging
import Synchronization
import Testing

@testable import Hopdrink

struct LogLimitTests {
    private final class Clock: Sendable {
        private let date = Mutex(Date(timeIntervalSince1970: 1_800_000_000))
        var now: Date { date.withLock { $0 } }
        func pass(_ seconds: TimeInterval) { date.withLock { $0 += seconds } }
    }

    private final class Lines: Sendable {
        let count = Mutex(0)
    }

    private struct CountingHandler: LogHandler {
        let lines: Lines
        var logLevel = Logger.Level.info
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.count.withLock { $0 += 1 } }
    }

    private let clock = Clock()

    private func limit(proxies: TrustedProxies = TrustedProxies()) -> LogLimit {
        LogLimit(client: Rate(3, per: 60), all: Rate(6, per: 60), proxies: proxies) { [clock] in clock.now }
    }

    private func address(_ text: String) -> IPAddress? { IPAddress(parsing: text) }

    @Test func `lines per client and minute are limited, and the others are counted`() {
        let limit = limit()
        let taken = (1...10).filter { _ in limit.takes(address("192.0.2.1")) }
        #expect(taken.count == 3)
        #expect(limit.takeLeftOut() == 7)
        #expect(limit.takeLeftOut() == 0)
        #expect(limit.takes(address("192.0.2.2")))
        clock.pass(60)
        #expect(limit.takes(address("192.0.2.1")))
    }

    @Test func `lines of all clients per minute are limited`() {
        let limit = limit()
        let taken = (1...50).filter { limit.takes(address("192.0.2.\($0)")) }
        #expect(taken.count == 6)
        #expect(limit.takeLeftOut() == 44)
    }

    @Test func `IPv6 network counts as one client`() {
        let limit = limit()
        #expect((1...9).filter { limit.takes(address("2001:db8::\($0)")) }.count == 3)
    }

    @Test func `limited logger leaves out excess lines of a client, except at trace level`() throws {
        let proxies = TrustedProxies([try IPNetwork(parsing: "127.0.0.1")])
        for (level, client, count) in [(Logger.Level.info, "127.0.0.1", 3), (.trace, "127.0.0.1", 9)] {
            let lines = Lines()
            var handler = CountingHandler(lines: lines)
            handler.logLevel = level
            let limit = limit(proxies: proxies)
            let logger = limit.limited(Logger(label: "test") { _ in handler }, to: client, [.forwardedFor: "192.0.2.7"])
            for _ in 1...9 { logger.error("no") }
            #expect(lines.count.withLock { $0 } == count)
            let other = limit.limited(Logger(label: "test") { _ in handler }, to: client, [.forwardedFor: "192.0.2.8"])
            other.error("no")
            #expect(lines.count.withLock { $0 } == count + 1)
        }
    }
}
