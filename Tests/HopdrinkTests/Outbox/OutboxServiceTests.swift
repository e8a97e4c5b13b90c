import Domain
import Foundation
import Mail
import ServiceLifecycle
import Synchronization
import Testing

@testable import Hopdrink

/// The service that empties the outbox by itself.
@Suite(.timeLimit(.minutes(14))) struct OutboxServiceTests {
    private func run(
        _ site: TestSite, by transport: (any Transport)? = nil,
        until condition: @escaping @Sendable () async throws -> Void
    ) async throws {
        let relay = Relay(name: "main", transports: [transport ?? site.relay], now: site.now, logger: site.logger)
        let service = OutboxService(outbox: site.outbox, relays: [relay], logger: site.logger)
        let group = ServiceGroup(configuration: .init(services: [service], logger: site.logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await condition()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test func `it sends what waits, and ends when the daemon does`() async throws {
        let site = try await TestSite()
        for name in ["ada", "bob", "cleo"] { try await site.ask("\(name)@example.org") }
        try await run(site) { await site.relay.receive(3) }
        #expect(Set(site.relay.letters.map(\.recipient)).count == 3)
        #expect(Set(try await site.letterRows().map(\.state)) == ["sent"])
        #expect(site.relay.isStopped)
    }

    @Test func `it begins with what an earlier run left`() async throws {
        let site = try await TestSite()
        try await site.ask("ada@example.org")
        #expect(try await site.outbox.claim(1).count == 1)
        try await site.crash()
        try await run(site) { await site.relay.receive(1) }
        #expect(try await site.letterRows().map(\.state) == ["sent"])
    }

    @Test func `a relay that has fallen silent does not hold it up when it is to end`() async throws {
        let site = try await TestSite()
        try await site.ask("ada@example.org")
        let server = try SilentServer()
        var settings = SMTPSettings(host: "127.0.0.1", port: server.port)
        settings.security = .none
        let worker = try SMTPWorker(settings)
        let clock = ContinuousClock()
        let reached = Mutex(clock.now)
        try await run(site, by: worker) {
            try await server.isReached()
            reached.withLock { $0 = clock.now }
        }
        // An answer is waited for ten minutes; how fast it is on a machine with nothing else to do, the built daemon shows.
        #expect(clock.now - reached.withLock(\.self) < .seconds(60))
        #expect(try await site.letterRows().map(\.state) == ["ready"])
    }
}
