import Foundation

/// A folder that stores messages as files, for use without a relay.
package struct Maildir: Sendable {
    let path: String

    package init(path: String) {
        self.path = path
    }

    /// Returns once the message is on disk under its final name. Blocks.
    package func deliver(_ message: EncodedMessage) throws(MailError) {
        for folder in ["tmp", "new", "cur"] {
            try createFolder("\(path)/\(folder)")
        }
        let name = "\(Int(Date().timeIntervalSince1970)).\(UUID().uuidString).eml"
        let draft = "\(path)/tmp/\(name)"
        do {
            try write(message.bytes, to: draft)
            try check(rename(draft, "\(path)/new/\(name)"), path: draft)
        } catch {
            unlink(draft)
            throw error
        }
        try withFile("\(path)/new", O_RDONLY | O_DIRECTORY, sync)
    }

    private func createFolder(_ folder: String) throws(MailError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .file(path: folder, errno: errno)
        }
    }

    private func write(_ bytes: [UInt8], to file: String) throws(MailError) {
        try withFile(file, O_WRONLY | O_CREAT | O_EXCL) { descriptor throws(MailError) in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
                try check(Int32(clamping: count), path: file)
                rest = rest.dropFirst(count)
            }
            try sync(descriptor)
        }
    }

    private func withFile(
        _ file: String,
        _ flags: Int32,
        _ body: (Int32) throws(MailError) -> Void
    ) throws(MailError) {
        let descriptor = open(file, flags | O_CLOEXEC, 0o600)
        try check(descriptor, path: file)
        defer { close(descriptor) }
        try body(descriptor)
    }

    private func sync(_ descriptor: Int32) throws(MailError) {
        try check(fsync(descriptor), path: path)
    }

    private func check(_ result: Int32, path: String) throws(MailError) {
        guard result >= 0 else { throw .file(path: path, errno: errno) }
    }
}
