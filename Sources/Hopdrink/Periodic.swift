import AsyncAlgorithms
package import Foundation
import Logging
import ServiceLifecycle

/// Tells the time of the day; a rehearsal and the tests have their own.
package typealias CurrentTime = @Sendable () -> Date

/// Does the work at once and then again and again until the daemon shuts down. A failure is logged and the next round
/// tries again: every round starts from what the database and the clock say.
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

/// What went wrong, in words.
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

/// Says once what lasts for many rounds.
private func report(_ error: String?, after former: String?, _ failure: Logger.Message, _ logger: Logger) {
    guard error != former else { return }
    if let error {
        logger.error(failure, metadata: ["error": "\(error)"])
    } else {
        logger.notice("what failed works again", metadata: ["what": "\(failure)"])
    }
}
