/// The text of a message part, as lines. It works on bytes, because CRLF is one Character in Swift.
enum BodyText {
    /// Splits at LF and CRLF. Throws for a NUL and for any other CR.
    static func lines(of text: String) throws(MailError) -> [ArraySlice<UInt8>] {
        let lines = Array(text.utf8).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return try lines.map { line throws(MailError) in
            let content = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard !content.contains(where: { $0 == 0 || $0 == UInt8(ascii: "\r") }) else { throw .invalidText }
            return content
        }
    }
}
