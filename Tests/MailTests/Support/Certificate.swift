import Foundation
import Testing

/// Key and certificate for 127.0.0.1 in one file, for as long as a test holds it.
final class Certificate: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: "hopdrink-\(UUID().uuidString).pem").path

    init() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=fault.example", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path, "-out", path,
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)  // a leftover in the temporary folder harms nobody
    }
}
