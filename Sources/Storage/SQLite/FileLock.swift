import Foundation

/// A file that one process can lock at a time. The kernel releases the lock when the process ends, even after a crash.
package final class FileLock: Sendable {
    private let descriptor: Int32

    package init(path: String) throws(DatabaseError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .cannotOpen(path: path, reason: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inUse }
    }

    deinit {
        close(descriptor)
    }

    /// Releases the lock. The file stays: removing it would let two processes lock two files of the same name.
    package func release() {
        flock(descriptor, LOCK_UN)
    }
}
