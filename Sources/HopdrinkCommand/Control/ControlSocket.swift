import Domain
import Glibc
import Storage

/// The path of the socket for commands, locked against every other daemon while this one runs.
///
/// Only the owner of the lock may remove a socket that an earlier daemon left: a failed start must not cut off the
/// running daemon. The kernel releases the lock when the process ends, even after a crash.
struct ControlSocket {
    let path: String
    private let lock: FileLock

    /// Throws a `FieldError` if another daemon uses the path, or if the path is a file that is not a socket.
    init(path: String) throws(FieldError) {
        self.path = path
        do throws(DatabaseError) {
            lock = try FileLock(path: "\(path).lock")
        } catch .cannotOpen(_, let reason) {
            throw FieldError("control_socket", .format("can't be created there: \(reason)"))
        } catch {
            throw Self.inUse
        }
        try removeOrphan()
    }

    /// Removes the socket of this daemon. Other daemons wait for the lock until then.
    func release() {
        if Self.kind(of: path) == S_IFSOCK { unlink(path) }
        lock.release()
    }

    private func removeOrphan() throws(FieldError) {
        guard let kind = Self.kind(of: path) else { return }
        guard kind == S_IFSOCK else {
            throw FieldError("control_socket", .format("is a file and no socket"))
        }
        // A daemon of an older version has no lock, so try to connect. If that fails for any reason, no daemon uses the
        // socket.
        if let address = UnixAddress(path), (try? StreamSocket(connectedTo: address)) != nil { throw Self.inUse }
        unlink(path)
    }

    private static var inUse: FieldError { FieldError("control_socket", .format("is in use by another daemon")) }

    /// Returns the type of the file, or nil if it doesn't exist.
    private static func kind(of path: String) -> mode_t? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        return status.st_mode & S_IFMT
    }
}
