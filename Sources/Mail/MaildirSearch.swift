import Foundation

/// The result of a search for a person's messages in a Maildir, which may erase them.
package struct MaildirSearch: Equatable, Sendable {
    /// The number of files.
    package var count = 0
    /// The paths of files and folders that could not be read or erased, and so may contain more messages. At most
    /// `maxUnreached`.
    package var unreached: [String] = []

    package static let maxUnreached = 100

    package init(count: Int = 0, unreached: [String] = []) {
        self.count = count
        self.unreached = unreached
    }

    fileprivate mutating func add(unreached path: String) {
        if unreached.count < Self.maxUnreached, !unreached.contains(path) { unreached.append(path) }
    }
}

extension Maildir {
    /// The max number of bytes that are read to find the end of a file's header.
    private static let maxHeaderBytes = 64 * 1024
    private static let folders = ["tmp", "new", "cur"]

    /// Searches for our own files that are sent to an address or whose replies go there, and erases them if `erasing`
    /// is set. An email program may have moved them: to `cur`, or into its own subfolder (Maildir++). Blocks.
    ///
    /// `address` is in lower case. Files that are not ours are neither read nor erased.
    package func search(for address: String, erasing: Bool) -> MaildirSearch {
        var search = MaildirSearch()
        for maildir in [self] + subfolders(&search) {
            for folder in Self.folders { maildir.search(folder, for: address, erasing: erasing, &search) }
        }
        return search
    }

    /// A reader may rename a file after we list the folder and before we open the file. The folder is then read once
    /// more.
    private func search(_ folder: String, for address: String, erasing: Bool, _ search: inout MaildirSearch) {
        let directory = "\(path)/\(folder)"
        var lastCount = 0
        for _ in 1...3 {
            var (hasMoved, count) = (false, 0)
            let isReadable = Self.forEachName(in: directory) { name in
                guard Self.isOurs(name) else { return }
                switch Self.handle("\(directory)/\(name)", address, erasing: erasing) {
                case .other: break
                case .found: count += 1
                case .gone: hasMoved = true
                case .unreached: search.add(unreached: "\(directory)/\(name)")
                }
            }
            if !isReadable { search.add(unreached: directory) }
            if erasing, count > 0 { Self.flush(directory) }
            lastCount = erasing ? lastCount + count : count
            if !hasMoved { break }
        }
        search.count += lastCount
    }

    /// Returns subfolders such as `.Archive`.
    private func subfolders(_ search: inout MaildirSearch) -> [Maildir] {
        var found: [Maildir] = []
        let isReadable = Self.forEachName(in: path) { name in
            let isFolder = name.hasPrefix(".") && name != "." && name != ".."
            if isFolder, access("\(path)/\(name)/cur", F_OK) == 0 { found.append(Maildir(path: "\(path)/\(name)")) }
        }
        if !isReadable { search.add(unreached: path) }
        return found
    }
}

extension Maildir {
    private enum Find {
        case found, other
        /// The file was renamed or erased.
        case gone
        case unreached
    }

    private static func handle(_ file: String, _ address: String, erasing: Bool) -> Find {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return errno == ENOENT ? .gone : .unreached }
        defer { close(descriptor) }
        guard let header = header(of: descriptor) else { return .unreached }
        guard header.addresses.contains(address) else { return .other }
        guard erasing else { return .found }
        guard unlink(file) == 0 else { return errno == ENOENT ? .gone : .unreached }
        return .found
    }

    /// Returns the text before the first empty line. Returns nil if the first `maxHeaderBytes` contain no empty line,
    /// or if the file can't be read.
    private static func header(of descriptor: Int32) -> OwnHeader? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while bytes.count < maxHeaderBytes {
            let count = read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { return nil }
            bytes += buffer[..<count]
            if let header = OwnHeader(bytes) { return header }
            // The file ends inside its header, because a crash interrupted writing it.
            if count == 0 { return OwnHeader(bytes + Array("\r\n\r\n".utf8)) }
        }
        return nil
    }

    /// Whether the name is ours: `1796126400.UUID.eml`, to which readers append flags such as `:2,S`.
    private static func isOurs(_ name: String) -> Bool {
        let base = name.utf8.prefix { $0 != UInt8(ascii: ":") }
        let parts = String(decoding: base, as: UTF8.self).split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[2] == "eml" && Int(parts[0]) != nil
            && UUID(uuidString: String(parts[1])) != nil
    }

    /// Returns false if the folder can't be read, and true if it doesn't exist.
    private static func forEachName(in directory: String, _ body: (String) -> Void) -> Bool {
        guard let stream = opendir(directory) else { return errno == ENOENT }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            body(name)
        }
        return true
    }

    /// Makes sure that erased files stay erased after a crash.
    private static func flush(_ directory: String) {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }
}

/// The header of a message as `Message` writes it: its recipient, and the address for replies.
private struct OwnHeader {
    /// In lower case.
    let addresses: [String]

    /// Returns nil if the header is not complete.
    init?(_ bytes: [UInt8]) {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let text = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let unfolded = text.replacingOccurrences(of: "\r\n ", with: " ")
        addresses = unfolded.components(separatedBy: "\r\n").compactMap { line in
            let name = ["To: ", "Reply-To: "].first { line.hasPrefix($0) }
            return name.map { Self.address(in: String(line.dropFirst($0.count))) }
        }
    }

    /// Returns the text in the last angle brackets, or the whole text if there are none.
    private static func address(in value: String) -> String {
        guard value.hasSuffix(">"), let bracket = value.lastIndex(of: "<") else { return value.lowercased() }
        return value[value.index(after: bracket)...].dropLast().lowercased()
    }
}
