import Foundation
import TestProcesses
import Testing

/// A key and a certificate for 127.0.0.1 in one file, which is removed with the last reference.
final class Certificate: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: "hopdrink-\(UUID().uuidString).pem").path

    init() async throws {
        let process = try ChildProcess(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=fault.example", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path, "-out", path,
            ]
        )
        try #require(try await process.succeeds())
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)  // a file left in the temporary folder does no harm
    }
}
