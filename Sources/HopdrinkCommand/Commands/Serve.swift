import ArgumentParser
import Foundation
import Logging

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs the daemon until it is told to stop with SIGTERM or SIGINT."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Option(help: ArgumentHelp("Rehearse: start the daemon's clock at this instant.", valueName: "instant"))
    var clock: RehearsalStart?

    func run() async throws {
        Hangup.ignore()
        let settings = try configuration.settings()
        let environment = ProcessEnvironment.ofThisProcess
        LoggingBootstrap.start(level: settings.logLevel, environment: environment.environment)
        let logger = Logger(label: "hopdrink")
        let daemon = Daemon(
            settings: settings, now: startClock(logger),
            serviceManager: ServiceManager(environment: environment.environment), logger: logger,
            isRehearsal: clock != nil
        )
        do {
            try await daemon.run()
        } catch {
            let failure = ServeFailure(error)
            logger.critical("\(failure.sentence)", metadata: ["error": "\(error)"])
            throw ExitCode(failure.exitCode)
        }
    }

    private func startClock(_ logger: Logger) -> @Sendable () -> Date {
        guard let start = clock?.instant else { return DaemonClock.wall }
        logger.warning(
            "This is a rehearsal: the daemon's clock does not show the real time.",
            metadata: ["clock": "\(start.ISO8601Format())"]
        )
        return DaemonClock.rehearsal(from: start)
    }
}

/// An instant with its offset from UTC, such as `2026-12-09T18:30:00+01:00`.
struct RehearsalStart: ExpressibleByArgument {
    let instant: Date

    init?(argument: String) {
        let format = ISO8601DateFormatter()
        format.formatOptions = [.withInternetDateTime]
        guard let instant = format.date(from: argument) else { return nil }
        self.instant = instant
    }
}
