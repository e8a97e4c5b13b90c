/// The server's completion of a command.
struct IMAPCompletion: Equatable {
    enum Result: String {
        case ok = "OK"
        /// Impossible or forbidden.
        case no = "NO"
        /// The server did not understand the command.
        case bad = "BAD"
    }

    let result: Result
    /// The response code of RFC 5530, such as `AUTHENTICATIONFAILED`.
    let code: String?
    let text: String

    init?(_ words: [String]) {
        guard let first = words.first, let result = Result(rawValue: first.uppercased()) else { return nil }
        self.result = result
        let word = words.dropFirst().first.flatMap { $0.utf8.first == UInt8(ascii: "[") ? $0.dropFirst() : nil }
        code = word.map { String($0.prefix { $0 != "]" }).uppercased() }
        text = String(HeaderText(words.dropFirst().joined(separator: " ")).text.unicodeScalars.prefix(500))
    }

    /// Whether the server reports a temporary error of its own.
    var isTemporary: Bool { code.map(["UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"].contains) ?? false }
}
