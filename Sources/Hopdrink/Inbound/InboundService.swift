import Domain
import Foundation
package import Logging
package import Mail
import ServiceLifecycle
package import Storage
import Synchronization

/// A mailbox from which mail is fetched.
package struct InboundMailbox: Sendable {
    /// The key under which its position is stored.
    let name: String
    let messages: @Sendable (_ after: IMAPPosition?, _ limit: Int) async throws -> IMAPBatch
    let finish: @Sendable (IMAPPosition) async throws -> Void
    let disconnect: @Sendable () async -> Void
    let stop: @Sendable () -> Void
}

extension InboundMailbox {
    package init(_ mailbox: IMAPMailbox, named name: String) {
        self.init(
            name: name, messages: { try await mailbox.messages(after: $0, limit: $1) },
            finish: { try await mailbox.finish($0) }, disconnect: { await mailbox.disconnect() },
            stop: { mailbox.stop() }
        )
    }
}

/// Fetches mail repeatedly and takes each message. A message is taken at least once; taking it is idempotent.
package struct InboundService: Service {
    private static let maximum = 50

    let mailbox: InboundMailbox
    let receive: ReceiveMail
    let database: any Database
    let interval: Duration
    let logger: Logger

    package init(
        _ mailbox: InboundMailbox, every interval: Duration, _ receive: ReceiveMail, on database: any Database,
        logger: Logger
    ) {
        self.mailbox = mailbox
        self.interval = interval
        self.receive = receive
        self.database = database
        self.logger = logger
    }

    package func run() async throws {
        let health = MailboxHealth()
        try await withGracefulShutdownHandler {
            try await periodically(every: interval, "the mailbox can't be read", logger) {
                try await health.attempt { try await readAll() }
            }
            await mailbox.disconnect()
        } onGracefulShutdown: {
            mailbox.stop()
        }
    }

    /// Takes all messages that are in the mailbox.
    package func readAll() async throws {
        var hasMore = true
        while hasMore, !Task.isShuttingDownGracefully { hasMore = try await readSome() }
        await mailbox.disconnect()
    }

    private func readSome() async throws -> Bool {
        let position = try await database.read { [name = mailbox.name] in try $0.inbound.position(in: name) }
        let batch = try await mailbox.messages(position, Self.maximum)
        for message in batch.messages {
            let isUnderstood = try await take(message)
            try await keep(message.position)
            if isUnderstood { try await mailbox.finish(message.position) }
        }
        try await keep(batch.position)
        return batch.hasMore
    }

    /// Returns whether the message was understood. A message that is not for us stays in the mailbox, where people can
    /// see it.
    private func take(_ message: IMAPMessage) async throws -> Bool {
        guard case .bytes(let bytes) = message.content else {
            logger.warning(
                "an email in the mailbox is left there unread",
                metadata: ["uid": "\(message.position.uid)", "reason": "\(message.content)"]
            )
            return false
        }
        do {
            return try await receive(bytes, ReceivedEnvelope()).isUnderstood
        } catch let error as DatabaseError where error.mayPass {
            throw error
        } catch {
            // The next ones must not wait for it for ever.
            logger.error("an email in the mailbox could not be processed", metadata: ["error": "\(error)"])
            return false
        }
    }

    private func keep(_ position: IMAPPosition) async throws {
        try await database.write { [name = mailbox.name] in try $0.inbound.save(position, of: name) }
    }
}

/// Leaves a server alone that failed the last time: longer with each failure, up to 15 intervals.
private final class MailboxHealth: Sendable {
    private struct State {
        var rounds = 0
        var failures = 0
        var error: (any Error)?
    }

    private let state = Mutex(State())

    func attempt(_ work: () async throws -> Void) async throws {
        try state.withLock { state in
            guard state.rounds > 0, let error = state.error else { return }
            state.rounds -= 1
            throw error
        }
        do {
            try await work()
            state.withLock { $0 = State() }
        } catch {
            state.withLock { state in
                state.failures += 1
                state.rounds = min(15, 1 << min(state.failures - 1, 4)) - 1
                state.error = error
            }
            throw error
        }
    }
}
