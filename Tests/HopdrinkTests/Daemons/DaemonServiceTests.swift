import Domain
import Foundation
import Logging
import Storage
import Synchronization
import TestDatabases
import Testing

@testable import Hopdrink

/// Daemons on one database, and their knowledge of each other.
struct DaemonServiceTests {
    private let site: TestSite
    private let log = TestLog()

    init() async throws {
        site = try await TestSite()
    }

    private func daemon(_ host: String, fingerprint: String) -> DaemonService {
        DaemonService(
            database: site.database, daemon: DaemonIdentity(host: host, fingerprint: fingerprint, at: site.clock.now),
            logger: log.logger
        )
    }

    @Test func `daemons with different networks log it once, and once more when they agree`() async throws {
        let (here, there) = (daemon("here", fingerprint: "one"), daemon("there", fingerprint: "two"))
        try await here.recordHeartbeat()
        #expect(log.lines.isEmpty)
        try await there.recordHeartbeat()
        for _ in 0..<3 { try await here.recordHeartbeat() }
        #expect(log.lines.map { $0.hasSuffix("cellar, here") || $0.hasSuffix("there") } == [true, true])
        try await site.database.write { try $0.execute("DELETE FROM daemons WHERE host <> 'here'") }
        try await here.recordHeartbeat()
        #expect(log.lines.last?.contains("agree") == true)
    }

    @Test(.enabled(if: TestServer.url != nil)) func `daemon without a recent heartbeat is ignored`() async throws {
        try await daemon("there", fingerprint: "two").recordHeartbeat()
        site.clock.advance(by: DaemonService.silence + 1)
        try await daemon("here", fingerprint: "one").recordHeartbeat()
        #expect(log.lines.filter { $0.hasSuffix("there") }.isEmpty)
    }

    @Test(.enabled(if: TestServer.url != nil))
    func `emails claimed by a silent daemon are released, those of a live one are not`() async throws {
        try await site.ask("ada@example.org")
        #expect(try await site.outbox.claim(1).count == 1)
        let other = site.outbox(of: .new(at: site.clock.now))
        site.clock.advance(by: DaemonService.silence)
        _ = try await other.recover()
        #expect(try await other.claim(1).isEmpty)
        site.clock.advance(by: 1)
        _ = try await other.recover()
        #expect(try await other.claim(1).count == 1)
    }

    @Test func `live daemon keeps its claimed emails for twenty minutes`() async throws {
        try await site.ask("ada@example.org")
        _ = try await site.outbox.claim(1)
        for minute in 1...21 {
            site.clock.advance(by: .minute)
            try await site.daemonService.recordHeartbeat()
            _ = try await site.outbox.recover()
            #expect(try await site.letterRows().map(\.state) == [minute <= 20 ? "leased" : "ready"])
        }
    }

    @Test func `daemon on an unshared database treats all earlier daemons as dead`() async throws {
        try await site.ask("ada@example.org")
        _ = try await site.outbox.claim(1)
        try await daemon("cellar", fingerprint: "one").begin()
        _ = try await site.outbox.recover()
        #expect(try await site.letterRows().map(\.state) == [site.database.isShared ? "leased" : "ready"])
    }

    @Test func `daemons silent for a day are deleted`() async throws {
        site.clock.advance(by: .day + 1)
        try await daemon("new", fingerprint: "one").recordHeartbeat()
        #expect(try await site.count("daemons") == 1)
    }
}

/// Remembers logged lines, with their metadata values in the order of the keys.
final class TestLog: Sendable {
    private let logged = Mutex<[String]>([])

    var lines: [String] { logged.withLock(\.self) }

    var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    private struct Handler: LogHandler {
        let log: TestLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.value)" }
            log.logged.withLock { $0.append(([event.message.description] + values).joined(separator: " ")) }
        }
    }
}
