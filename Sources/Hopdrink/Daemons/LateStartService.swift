package import Logging
import ServiceLifecycle
import Synchronization

/// Runs startup work that failed because the disk was full. Retries it until it succeeds.
package final class LateStartService: Service {
    private static let interval: Duration = .seconds(5)

    private let logger: Logger
    private let start: @Sendable () async throws -> Void
    private let isDone = Mutex(false)

    package init(logger: Logger, start: @escaping @Sendable () async throws -> Void) {
        self.logger = logger
        self.start = start
    }

    package func run() async throws {
        try await periodically(every: Self.interval, "what the start left undone can't be done yet", logger) {
            guard !isDone.withLock({ $0 }) else { return }
            try await start()
            isDone.withLock { $0 = true }
            logger.notice("What the start left undone is done.")
        }
    }
}
