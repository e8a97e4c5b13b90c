import Domain
import Foundation
import ServiceLifecycle
import Testing

@testable import Hopdrink

/// The service that empties the outbox by itself.
@Suite(.timeLimit(.minutes(5))) struct OutboxServiceTests {
    private func run(_ site: TestSite, until condition: @escaping @Sendable () async -> Void) async throws {
        let service = OutboxService(outbox: site.outbox, transports: [site.relay], logger: site.logger)
        let group = ServiceGroup(configuration: .init(services: [service], logger: site.logger))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            await condition()
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
}
