import AsyncAlgorithms
import Domain
import Foundation
package import Logging
package import Mail
import ServiceLifecycle
import Synchronization

/// Sends what the outbox holds: one task claims letters, one for each transport sends them.
package struct OutboxService: Service {
    let outbox: Outbox
    let transports: [any Transport]
    let logger: Logger

    package init(outbox: Outbox, transports: [any Transport], logger: Logger) {
        self.outbox = outbox
        self.transports = transports
        self.logger = logger
    }

    package func run() async throws {
        try await withGracefulShutdownHandler {
            try await work()
        } onGracefulShutdown: {
            for transport in transports { transport.stop() }
        }
    }

    private func work() async throws {
        let letters = AsyncChannel<Letter>()
        let relay = RelayHealth(now: outbox.now)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for transport in transports {
                group.addTask { await send(letters, by: transport, relay) }
            }
            group.addTask { try await claim(for: letters, relay) }
            group.addTask { try await recoverLost() }
            try await group.waitForAll()
        }
    }

    private func claim(for letters: AsyncChannel<Letter>, _ relay: RelayHealth) async throws {
        defer { letters.finish() }
        try await repeatedly(every: .milliseconds(500), "claiming letters failed", logger) {
            try await hand(to: letters, relay)
        }
    }

    private func recoverLost() async throws {
        try await repeatedly(every: .seconds(5), "recovering letters failed", logger) { try await recover() }
    }

    private func recover() async throws {
        let uncertain = try await outbox.recover()
        guard uncertain > 0 else { return }
        logger.warning("letters may have been sent before", metadata: ["count": "\(uncertain)"])
    }

    /// Hands on what is due, as fast as the transports take it.
    private func hand(to letters: AsyncChannel<Letter>, _ relay: RelayHealth) async throws {
        while !Task.isShuttingDownGracefully, relay.isUsable {
            let claimed = try await outbox.claim(transports.count * 8)
            for letter in claimed { await letters.send(letter) }
            if claimed.isEmpty { return }
        }
    }

    private func send(_ letters: AsyncChannel<Letter>, by transport: any Transport, _ relay: RelayHealth) async {
        for await letter in letters {
            do {
                guard let delivery = try await outbox.deliver(letter, by: transport) else { continue }
                relay.note(delivery)
                log(delivery, of: letter)
            } catch {
                logger.error("a letter was left for later", metadata: ["letter": "\(letter.id)", "error": "\(error)"])
            }
        }
    }

    private func log(_ delivery: Delivery, of letter: Letter) {
        let metadata: Logger.Metadata = [
            "letter": "\(letter.id)", "kind": "\(letter.kind.rawValue)", "code": "\(delivery.reply.code)",
        ]
        switch delivery {
        case .sent: logger.info("letter sent", metadata: metadata)
        case .relayUnavailable: logger.warning("the mail relay is not available", metadata: metadata)
        case .withdrawn: logger.notice("letter withdrawn before it was sent", metadata: metadata)
        case .deferred: logger.notice("letter deferred", metadata: metadata)
        case .refused: logger.warning("letter refused", metadata: metadata)
        case .withdrawn: logger.notice("letter withdrawn", metadata: metadata)
        case .ambiguous: logger.warning("letter may have been sent", metadata: metadata)
        }
    }
}

/// Lets a relay rest that fails, longer each time.
final class RelayHealth: Sendable {
    private struct State {
        var failures = 0
        var restUntil = Date.distantPast
    }

    private let now: CurrentTime
    private let state = Mutex(State())

    init(now: @escaping CurrentTime) {
        self.now = now
    }

    var isUsable: Bool { state.withLock { $0.restUntil <= now() } }

    func note(_ delivery: Delivery) {
        state.withLock { state in
            guard case .relayUnavailable = delivery else {
                state = State()
                return
            }
            guard state.restUntil <= now() else { return }
            state.failures += 1
            let wait = RetryPlan.relayWait(afterFailure: state.failures, jitter: .random(in: 0...1))
            state.restUntil = now().addingTimeInterval(wait)
        }
    }
}
