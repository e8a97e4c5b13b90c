import TestProcesses
import Testing

extension ChildProcess {
    /// What it prints until a line that begins so.
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
