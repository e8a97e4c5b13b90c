import TestProcesses
import Testing

extension ChildProcess {
    /// Returns the output up to the first line with this beginning.
    func lines(until start: String) async throws -> [String] {
        var lines: [String] = []
        while let line = try await nextLine() {
            lines.append(line)
            if line.hasPrefix(start) { return lines }
        }
        Issue.record("The server ended before \(start): \(lines)")
        return lines
    }
}
