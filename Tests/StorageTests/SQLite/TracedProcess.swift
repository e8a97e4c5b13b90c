import Foundation
import Testing

/// One test of this bundle, run in a process of its own under strace.
enum TracedProcess {
    /// The folder in which such a test works; nil in an ordinary run.
    static var folder: URL? {
        ProcessInfo.processInfo.environment["HOPDRINK_TRACED_FOLDER"].map { URL(fileURLWithPath: $0) }
    }

    /// Runs the suite of that name. Without strace this fails.
    static func trace(suite: String, in folder: URL) async throws -> SystemCallTrace {
        let output = folder.appending(path: "trace")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["strace", "-f", "-y", "-s", "65536", "-e", "trace=pwrite64,fdatasync,fsync,write", "-o", output.path]
            + ["/proc/\(getpid())/exe", "--testing-library", "swift-testing", "--filter", suite]
        process.environment = ProcessInfo.processInfo.environment.merging(
            ["HOPDRINK_TRACED_FOLDER": folder.path]
        ) { $1 }
        let status = try await process.runToEnd()
        try #require(status == 0, "strace is missing, or what it ran has failed")
        return SystemCallTrace(try String(contentsOf: output, encoding: .utf8))
    }
}

extension Process {
    fileprivate func runToEnd() async throws -> Int32 {
        try await withCheckedThrowingContinuation { caller in
            terminationHandler = { caller.resume(returning: $0.terminationStatus) }
            do { try run() } catch { caller.resume(throwing: error) }
        }
    }
}
