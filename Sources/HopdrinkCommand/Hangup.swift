import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// Handles SIGHUP, by which many programs reload their configuration. The daemon doesn't, and logs that nothing
/// changes.
struct Hangup: Service {
    let logger: Logger

    /// Keeps the signal from ending the process, from the start on.
    static func ignore() {
        signal(SIGHUP, SIG_IGN)
    }

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            logger.notice("The configuration is read when the daemon starts: restart it to reload.")
        }
        // If the signals end before the daemon does, the other services continue.
        try await gracefulShutdown()
    }
}
