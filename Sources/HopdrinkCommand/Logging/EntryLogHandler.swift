import Foundation
import Logging

/// Converts a logger's message to an entry, and passes it on.
struct EntryLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    private let write: @Sendable (LogEntry) -> Void

    init(logLevel: Logger.Level, write: @escaping @Sendable (LogEntry) -> Void) {
        self.logLevel = logLevel
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let provided = metadataProvider?.get() ?? [:]
        var all = metadata.merging(provided) { $1 }.merging(event.metadata ?? [:]) { $1 }
        if let error = event.error { all["error"] = "\(error)" }
        write(LogEntry(time: Date(), level: event.level, sentence: "\(event.message)", metadata: all))
    }
}
