import Glibc

enum StandardError {
    /// Writes one line in one piece, so that lines of several threads don't mix.
    static func write(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        // Where standard error is closed there is nobody left to tell.
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
