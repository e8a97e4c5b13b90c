import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// Answers SIGHUP, which many take for "read your configuration again": it changes nothing, and says so.
struct Hangup: Service {
    let logger: Logger

    /// From the first moment on the signal ends nothing.
    static func ignore() {
        signal(SIGHUP, SIG_IGN)
    }

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            logger.notice("The configuration is read when the daemon starts: restart it to reload.")
        }
        // The signals may end before the daemon does; the other services go on.
        try await gracefulShutdown()
    }
}
