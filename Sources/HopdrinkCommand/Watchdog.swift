import Logging
import ServiceLifecycle

/// Tells the service manager that we are alive as long as that is proven, and at the end that we are stopping.
struct Watchdog: Service {
    let serviceManager: ServiceManager
    /// Returns when what the daemon is there for works; throws, or never returns, when it does not.
    let proveLife: @Sendable () async throws -> Void
    let logger: Logger

    func run() async throws {
        if let interval = serviceManager.watchdogInterval {
            await cancelWhenGracefulShutdown { await report(every: interval) }
        } else {
            try await gracefulShutdown()
        }
        serviceManager.stopping()
    }

    private func report(every interval: Duration) async {
        while !Task.isCancelled {
            await report()
            // The sleep ends early when the daemon stops; so does the loop.
            try? await Task.sleep(for: interval)
        }
    }

    private func report() async {
        do {
            try await proveLife()
            serviceManager.alive()
        } catch is CancellationError {
            return
        } catch {
            logger.error("The daemon can't prove that it works.", metadata: ["error": "\(error)"])
        }
    }
}
