import Foundation
import TestProcesses
import Testing

/// One test of this bundle, run in a separate process under strace.
enum TracedProcess {
    /// The folder in which such a test works. Nil in an ordinary run.
    static var folder: URL? {
        ProcessInfo.processInfo.environment["HOPDRINK_TRACED_FOLDER"].map { URL(fileURLWithPath: $0) }
    }

    /// Runs the suite with this name. Fails if strace is missing.
    static func trace(suite: String, in folder: URL) async throws -> SystemCallTrace {
        let output = folder.appending(path: "trace")
        let process = try ChildProcess(
            "/usr/bin/strace",
            ["-f", "-y", "-s", "65536", "-e", "trace=pwrite64,fdatasync,fsync,write", "-o", output.path]
                + ["/proc/\(getpid())/exe", "--testing-library", "swift-testing", "--filter", suite],
            environment: ["HOPDRINK_TRACED_FOLDER": folder.path]
        )
        try #require(try await process.succeeds(), "strace is missing, or what it ran has failed")
        return SystemCallTrace(try String(contentsOf: output, encoding: .utf8))
    }
}
