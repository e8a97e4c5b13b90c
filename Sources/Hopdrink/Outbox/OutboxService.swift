import AsyncAlgorithms
import Domain
package import Logging
import Mail
import ServiceLifecycle
import Storage

/// Sends the letters in the outbox: one task leases letters, and one task per lane sends them.
package struct OutboxService: Service {
    private let outbox: Outbox
    private let relays: [Relay]
    private let lanes: [RelayLane]
    private let logger: Logger

    /// Letters go to the first usable relay.
    package init(outbox: Outbox, relays: [Relay], logger: Logger) {
        self.outbox = outbox
        self.relays = relays
        lanes = relays.lanes { [database = outbox.database] in database.now }
        self.logger = logger
    }

    package func run() async throws {
        try await withGracefulShutdownHandler {
            try await work()
        } onGracefulShutdown: {
            for lane in lanes { lane.stop() }
        }
        await closeConnections()
    }

    private func work() async throws {
        let letters = AsyncChannel<Letter>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in lanes {
                group.addTask { await send(letters, by: lane) }
            }
            group.addTask { try await claim(for: letters) }
            group.addTask { try await recoverLost() }
            group.addTask { try await leaveIdleRelays() }
            try await group.waitForAll()
        }
    }

    private func closeConnections() async {
        await withTaskGroup(of: Void.self) { group in
            for lane in lanes { group.addTask { await lane.disconnect() } }
        }
    }

    private func leaveIdleRelays() async throws {
        try await periodically(every: .seconds(10), "closing idle connections failed", logger) {
            for lane in lanes { await lane.disconnectIfIdle() }
        }
    }

    private func claim(for letters: AsyncChannel<Letter>) async throws {
        defer { letters.finish() }
        try await periodically(every: .milliseconds(500), "claiming emails failed", logger) {
            try await hand(to: letters)
        }
    }

    private func recoverLost() async throws {
        try await periodically(every: .seconds(5), "recovering emails failed", logger) { try await recover() }
    }

    private func recover() async throws {
        let uncertain = try await outbox.recover()
        guard uncertain > 0 else { return }
        logger.warning("emails may have been sent before", metadata: ["count": "\(uncertain)"])
    }

    /// Passes due letters on, as fast as the lanes take them and the relays' limits allow.
    private func hand(to letters: AsyncChannel<Letter>) async throws {
        while !Task.isShuttingDownGracefully {
            let maximum = min(lanes.count * 8, relays.allowance)
            guard maximum > 0 else { return }
            let claimed = try await outbox.claim(maximum)
            for letter in claimed { await letters.send(letter) }
            if claimed.isEmpty { return }
        }
    }

    private func send(_ letters: AsyncChannel<Letter>, by lane: RelayLane) async {
        for await letter in letters {
            do {
                guard let delivery = try await outbox.deliver(letter, by: lane) else { continue }
                log(delivery, of: letter)
            } catch {
                logger.error("an email was left for later", metadata: ["letter": "\(letter.id)", "error": "\(error)"])
            }
        }
    }

    private func log(_ delivery: Delivery, of letter: Letter) {
        let metadata: Logger.Metadata = [
            "letter": "\(letter.id)", "kind": "\(letter.kind.rawValue)", "code": "\(delivery.reply.code)",
        ]
        switch delivery {
        case .sent: logger.info("email sent", metadata: metadata)
        case .relayUnavailable: logger.info("email put back, no mail relay is available", metadata: metadata)
        case .withdrawn: logger.notice("email withdrawn before it was sent", metadata: metadata)
        case .deferred: logger.notice("email deferred", metadata: metadata)
        case .refused: logger.warning("email refused", metadata: metadata)
        case .ambiguous: logger.warning("email may have been sent", metadata: metadata)
        }
    }
}
