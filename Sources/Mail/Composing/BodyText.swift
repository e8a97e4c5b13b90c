/// Text of a message part, as lines. Works on bytes: to Swift, CRLF is one Character.
enum BodyText {
    /// Splits at LF and CRLF; refuses NUL and any other CR.
    static func lines(of text: String) throws(MailError) -> [ArraySlice<UInt8>] {
        let lines = Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return try lines.map { line throws(MailError) in
            let content = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard !content.contains(where: { $0 == 0 || $0 == UInt8(ascii: "\r") }) else { throw .invalidText }
            return content
        }
    }
}
