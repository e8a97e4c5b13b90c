import Foundation
import Logging

/// One log entry: a fixed sentence and its variable data.
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
