import Foundation

/// A temporary folder of one test. It is removed with the last reference to it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        // Short, because the length of a socket's path is limited.
        path = "/tmp/hop-\(UUID().uuidString.prefix(13))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        // A folder that is left in /tmp does no harm.
        try? FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to name: String) throws -> String {
        let file = "\(path)/\(name)"
        try text.write(toFile: file, atomically: false, encoding: .utf8)
        return file
    }
}
