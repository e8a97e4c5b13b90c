package import Logging
import ServiceLifecycle
import Synchronization

/// Does later what the start could not, for there was no room on the disk: again and again until it is done.
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
