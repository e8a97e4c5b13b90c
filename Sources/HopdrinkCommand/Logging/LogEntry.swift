import Domain
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

extension LogEntry {
    /// The entry as one line: `2026-12-09T17:30:00Z info Hopdrink listens. address=127.0.0.1:8080`.
    var line: String {
        let fields = metadata.map { " \($0.name)=\(Self.quoted($0.text))" }.joined()
        return "\(time.ISO8601Format()) \(level.rawValue) \(Self.oneLine(sentence))\(fields)"
    }

    /// Escapes control characters: input must not be able to begin a new line or to move the terminal's cursor.
    private static func oneLine(_ text: String) -> String {
        text.unicodeScalars.map { $0.isControl ? $0.escaped(asASCII: true) : String($0) }.joined()
    }

    private static func quoted(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "\"" }
        guard !isPlain else { return oneLine(text) }
        let inside = text.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "\"\(oneLine(inside))\""
    }

    @Sendable static func writeLine(_ entry: LogEntry) {
        StandardError.write(entry.line)
    }
}
