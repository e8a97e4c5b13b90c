import Domain
import Foundation
import Mail
import ServiceLifecycle
import Synchronization
import Testing

@testable import Hopdrink

/// The service that sends the emails in the outbox.
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

    @Test func `service sends waiting emails and ends on shutdown`() async throws {
        let site = try await TestSite()
        for name in ["ada", "bob", "cleo"] { try await site.ask("\(name)@example.org") }
        try await run(site) { await site.relay.receive(3) }
        #expect(Set(site.relay.letters.map(\.recipient)).count == 3)
        #expect(Set(try await site.letterRows().map(\.state)) == ["sent"])
        #expect(site.relay.isStopped)
    }

    @Test func `service starts with the emails of an earlier run`() async throws {
        let site = try await TestSite()
        try await site.ask("ada@example.org")
        #expect(try await site.outbox.claim(1).count == 1)
        try await site.crash()
        try await run(site) { await site.relay.receive(1) }
        #expect(try await site.letterRows().map(\.state) == ["sent"])
    }

    @Test func `silent relay does not delay shutdown`() async throws {
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
        // The timeout for a reply is ten minutes. A test of the built daemon measures the shutdown on an idle machine.
        #expect(clock.now - reached.withLock(\.self) < .seconds(60))
        #expect(try await site.letterRows().map(\.state) == ["ready"])
    }
}
