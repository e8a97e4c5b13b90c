import Glibc

/// The journal's socket, if standard error goes to the journal too.
struct Journal: Sendable {
    private let socket: DatagramSocket

    /// Returns nil if standard error does not lead to the journal.
    init?(environment: [String: String], path: String = "/run/systemd/journal/socket") {
        guard environment["JOURNAL_STREAM"] == Self.deviceAndInode(of: STDERR_FILENO),
            let socket = UnixAddress(path).flatMap(DatagramSocket.init(to:))
        else { return nil }
        self.socket = socket
    }

    /// Writes an entry. If the socket does not accept it, the entry goes to standard error, which leads to the journal
    /// too.
    @Sendable func write(_ entry: LogEntry) {
        if !socket.send(entry.journalBytes) { LogEntry.writeLine(entry) }
    }

    private static func deviceAndInode(of descriptor: Int32) -> String? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        return "\(status.st_dev):\(status.st_ino)"
    }
}
