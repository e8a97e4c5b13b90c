import Logging

enum LoggingBootstrap {
    /// Sends every logger's entries to the journal if we write there, else as lines to standard error. Once only.
    static func start(level: Logger.Level, environment: [String: String]) {
        let write = Journal(environment: environment)?.write ?? LogEntry.writeLine
        LoggingSystem.bootstrap { _ in EntryLogHandler(logLevel: level, write: write) }
    }
}
