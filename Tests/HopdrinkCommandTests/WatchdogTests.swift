import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import HopdrinkCommand

@Suite struct WatchdogTests {
    @Test func `proof of life is passed on, again and again, until the daemon stops`() async throws {
        let folder = try TemporaryFolder()
        let receiver = try DatagramReceiver(at: "\(folder.path)/notify")
        let group = group(receiver, watchdogMicroseconds: 3000) {}
        let heard = Task { [group] in
            let first = [receiver.receive(), receiver.receive(), receiver.receive()]
            await group.triggerGracefulShutdown()
            return first
        }
        try await group.run()
        #expect(await heard.value == ["WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"])
        var last = receiver.receive()
        while last == "WATCHDOG=1" { last = receiver.receive() }
        #expect(last.hasPrefix("STOPPING=1"))
    }

    @Test func `what can't prove its life is not reported as alive`() async throws {
        let folder = try TemporaryFolder()
        let receiver = try DatagramReceiver(at: "\(folder.path)/notify")
        let tries = Tries()
        let group = group(receiver, watchdogMicroseconds: 3000) { [tries] in
            if tries.add() == 3 { await tries.whenEnough() }
            throw Dead()
        }
        tries.onEnough { await group.triggerGracefulShutdown() }
        try await group.run()
        #expect(receiver.receive().hasPrefix("STOPPING=1"))
    }

    @Test func `without a limit it waits for the end`() async throws {
        let folder = try TemporaryFolder()
        let receiver = try DatagramReceiver(at: "\(folder.path)/notify")
        let group = group(receiver, watchdogMicroseconds: 0) { throw Dead() }
        async let end: Void = group.run()
        await group.triggerGracefulShutdown()
        try await end
        #expect(receiver.receive().hasPrefix("STOPPING=1"))
    }

    private struct Dead: Error {}

    private final class Tries: Sendable {
        private let state = Mutex((count: 0, body: { @Sendable () async -> Void in }))

        func add() -> Int {
            state.withLock { state in
                state.count += 1
                return state.count
            }
        }

        func onEnough(_ body: @escaping @Sendable () async -> Void) {
            state.withLock { $0.body = body }
        }

        func whenEnough() async {
            await state.withLock(\.body)()
        }
    }

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
