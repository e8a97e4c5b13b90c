import AsyncAlgorithms
package import Foundation
import Logging
import ServiceLifecycle

/// Tells the time of the day; a rehearsal and the tests have their own.
package typealias CurrentTime = @Sendable () -> Date

/// Does the work at once and then again and again until the daemon shuts down. A failure is logged and the next round
/// tries again: every round starts from what the database and the clock say.
func repeatedly(
    every interval: Duration, _ failure: Logger.Message, _ logger: Logger, _ work: () async throws -> Void
) async throws {
    let ticks = AsyncTimerSequence(interval: interval, clock: .continuous)
    await attempt(failure, logger, work)
    for try await _ in ticks.cancelOnGracefulShutdown() {
        await attempt(failure, logger, work)
    }
}

private func attempt(_ failure: Logger.Message, _ logger: Logger, _ work: () async throws -> Void) async {
    do {
        try await work()
    } catch is CancellationError {
        return
    } catch {
        logger.error(failure, metadata: ["error": "\(error)"])
    }
}
