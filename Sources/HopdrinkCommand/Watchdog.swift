import Logging
import ServiceLifecycle

/// Tells the service manager that the daemon is alive as long as it proves that, and at the end that it is stopping.
struct Watchdog: Service {
    let serviceManager: ServiceManager
    /// Returns if the daemon's essential functions work. If they don't, it throws or never returns.
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
            // The sleep ends early if the daemon stops. The loop then ends too.
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
