import AsyncAlgorithms
package import Foundation
import Logging
import ServiceLifecycle

/// Returns the current time; a rehearsal and the tests use their own clock.
package typealias CurrentTime = @Sendable () -> Date

/// Work that the daemon repeats: at once when it starts, and then periodically.
struct Job: Sendable {
    let interval: Duration
    /// What is logged when the work fails; it is tried again in the next round.
    let failure: Logger.Message
    let work: @Sendable () async throws -> Void

    init(every interval: Duration, failure: Logger.Message, _ work: @escaping @Sendable () async throws -> Void) {
        self.interval = interval
        self.failure = failure
        self.work = work
    }
}

/// Runs all jobs, each by itself: one that fails or is slow stops no other.
package struct JobRunner: Service {
    let jobs: [Job]
    let logger: Logger

    package func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for job in jobs {
                group.addTask { try await periodically(every: job.interval, job.failure, logger, job.work) }
            }
            try await group.waitForAll()
        }
    }
}

/// Runs `work` at once and then periodically until the daemon shuts down. Logs a failure and tries again in the next
/// round: every round starts from the state of the database and the clock.
func periodically(
    every interval: Duration, _ failure: Logger.Message, _ logger: Logger, _ work: () async throws -> Void
) async throws {
    let ticks = AsyncTimerSequence(interval: interval, clock: .continuous)
    var former = await attempt(work)
    report(former, after: nil, failure, logger)
    for try await _ in ticks.cancelOnGracefulShutdown() {
        let error = await attempt(work)
        report(error, after: former, failure, logger)
        former = error
    }
}

/// Runs `work` and returns a description of the error, if there is one.
private func attempt(_ work: () async throws -> Void) async -> String? {
    do {
        try await work()
        return nil
    } catch is CancellationError {
        return nil
    } catch {
        return "\(error)"
    }
}

/// Logs an error that lasts for many rounds only once.
private func report(_ error: String?, after former: String?, _ failure: Logger.Message, _ logger: Logger) {
    guard error != former else { return }
    if let error {
        logger.error(failure, metadata: ["error": "\(error)"])
    } else {
        logger.notice("what failed works again", metadata: ["what": "\(failure)"])
    }
}
