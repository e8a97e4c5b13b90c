import Domain
import Glibc
import Storage

/// The path of the socket for commands, held against every other daemon for as long as this one runs.
///
/// Who holds the lock may take away a socket that was left there, and nobody else may: a start that fails must not cut off
/// the daemon that runs. The lock is let go when the process ends, however it ends.
struct ControlSocket {
    let path: String
    private let lock: FileLock

    /// Throws a `FieldError` where another daemon has the path, or something stands there that is no socket.
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

    /// Takes away what this daemon made. Others have waited for the lock until then.
    func release() {
        if Self.kind(of: path) == S_IFSOCK { unlink(path) }
        lock.release()
    }

    private func removeOrphan() throws(FieldError) {
        guard let kind = Self.kind(of: path) else { return }
        guard kind == S_IFSOCK else {
            throw FieldError("control_socket", .format("is a file and no socket"))
        }
        // A daemon of a former version holds no lock. Whatever keeps us from connecting, nobody answers there.
        if let address = UnixAddress(path), (try? StreamSocket(connectedTo: address)) != nil { throw Self.inUse }
        unlink(path)
    }

    private static var inUse: FieldError { FieldError("control_socket", .format("is in use by another daemon")) }

    /// What kind of file it is; nil where there is none.
    private static func kind(of path: String) -> mode_t? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        return status.st_mode & S_IFMT
    }
}
