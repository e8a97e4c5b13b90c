import Logging

enum LoggingBootstrap {
    /// Sends every logger's entries to the journal if standard error leads there, else as lines to standard error. Call
    /// it only once.
    static func start(level: Logger.Level, environment: [String: String]) {
        let write = Journal(environment: environment)?.write ?? LogEntry.writeLine
        LoggingSystem.bootstrap { _ in EntryLogHandler(logLevel: level, write: write) }
    }
}
