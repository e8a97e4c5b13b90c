import Foundation
import Logging
import ServiceLifecycle
import Testing

@testable import HopdrinkCommand

@Suite struct WatchdogTests {
    @Test func `proof of life is sent again and again until the daemon stops`() async throws {
        let folder = try TemporaryFolder()
        let receiver = try DatagramReceiver(at: "\(folder.path)/notify")
        let group = group(receiver, watchdogMicroseconds: 3000) {}
        async let end: Void = group.run()
        for _ in 1...3 { #expect(await receiver.next() == "WATCHDOG=1") }
        await group.triggerGracefulShutdown()
        try await end
    }

    @Test func `a service manager that does not read its socket blocks nothing`() async throws {
        let folder = try TemporaryFolder()
        let receiver = try DatagramReceiver(at: "\(folder.path)/notify")
        let manager = ServiceManager(environment: ["NOTIFY_SOCKET": receiver.name])
        for _ in 1...10_000 { manager.alive() }
        #expect(receiver.receive() == "WATCHDOG=1")
    }

    @Test func `a daemon that can't prove its life is not reported as alive`() async throws {
        let folder = try TemporaryFolder()
        let receiver = try DatagramReceiver(at: "\(folder.path)/notify")
        let (tries, tried) = AsyncStream<Void>.makeStream()
        let group = group(receiver, watchdogMicroseconds: 3000) {
            tried.yield()
            throw Dead()
        }
        async let end: Void = group.run()
        for await _ in tries.prefix(3) {}
        await group.triggerGracefulShutdown()
        try await end
        #expect(await receiver.next().hasPrefix("STOPPING=1"))
    }

    @Test func `a watchdog without a limit waits for the end`() async throws {
        let folder = try TemporaryFolder()
        let receiver = try DatagramReceiver(at: "\(folder.path)/notify")
        let group = group(receiver, watchdogMicroseconds: 0) { throw Dead() }
        async let end: Void = group.run()
        await group.triggerGracefulShutdown()
        try await end
        #expect(await receiver.next().hasPrefix("STOPPING=1"))
    }

    private struct Dead: Error {}

    private func group(
        _ receiver: DatagramReceiver, watchdogMicroseconds: Int, proveLife: @escaping @Sendable () async throws -> Void
    ) -> ServiceGroup {
        let manager = ServiceManager(
            environment: ["NOTIFY_SOCKET": receiver.name, "WATCHDOG_USEC": String(watchdogMicroseconds)]
        )
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return ServiceGroup(
            services: [Watchdog(serviceManager: manager, proveLife: proveLife, logger: logger)], logger: logger
        )
    }
}
