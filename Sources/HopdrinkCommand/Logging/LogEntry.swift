import Foundation
import Logging

/// One sentence of the log with what is variable about it.
struct LogEntry: Sendable {
    let time: Date
    let level: Logger.Level
    let sentence: String
    let metadata: [(name: String, text: String)]

    init(time: Date, level: Logger.Level, sentence: String, metadata: Logger.Metadata) {
        self.time = time
        self.level = level
        self.sentence = sentence
        self.metadata = metadata.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
    }
}
