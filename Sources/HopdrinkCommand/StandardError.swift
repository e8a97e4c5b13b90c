import Glibc

enum StandardError {
    /// Writes a line with a single call, so that the lines of several threads don't mix.
    static func write(_ line: String) {
        let bytes = Array("\(line)\n".utf8)
        // If standard error is closed, the error can't be reported anywhere.
        _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
    }
}
