/// A relay's reply. If there was none, the code is 0 and the text is ours.
package struct SMTPReply: Sendable, Equatable, CustomStringConvertible {
    package let code: Int
    /// The enhanced status code of RFC 3463, such as `5.1.1`.
    package let status: String?
    /// All lines of the reply joined into one, without the code. Untrusted: it may contain addresses.
    package let text: String
    /// Whether the meaning of the reply is only clear from the outcome of other messages.
    package private(set) var isUncertain = false

    package init(code: Int, status: String?, text: String) {
        self.code = code
        self.status = status
        self.text = text
    }

    package var description: String {
        code == 0 ? text : "\(code) \(text)"
    }
}

extension SMTPReply {
    private static let longestText = 500

    func uncertain(_ isUncertain: Bool = true) -> SMTPReply {
        var reply = self
        reply.isUncertain = isUncertain
        return reply
    }

    static func none(_ reason: String) -> SMTPReply {
        SMTPReply(code: 0, status: nil, text: reason)
    }

    /// Parses the lines of one reply, `250-text` and finally `250 text`. Returns nil if the final line is missing.
    init?(lines: [[UInt8]]) {
        guard let last = lines.last, Self.isLastLine(last) else { return nil }
        let texts = lines.map { HeaderText(String(decoding: $0.dropFirst(4), as: UTF8.self)).text }
        code = last.prefix(3).reduce(0) { $0 * 10 + Int($1) - 0x30 }
        status = texts.last.flatMap(Self.status)
        text = String(texts.joined(separator: " ").unicodeScalars.prefix(Self.longestText))
    }

    static func isLastLine(_ line: [UInt8]) -> Bool {
        line.count >= 3 && line.prefix(3).allSatisfy(isDigit) && line.dropFirst(3).first != UInt8(ascii: "-")
    }

    /// The relay's ID of the message: Postfix's `queued as 4XyZ`, Exim's `id=1abc-…`.
    var queueID: String? {
        let words = text.unicodeScalars.split(separator: " ").map { String($0) }
        if let mark = words.firstIndex(of: "as"), mark > 0, words[mark - 1] == "queued", mark + 1 < words.count {
            return words[mark + 1]
        }
        return words.first { $0.hasPrefix("id=") }.map { String($0.dropFirst(3)) }
    }

    /// Success, or a request to continue.
    var isPositive: Bool { (200..<400).contains(code) }
    var isCompletion: Bool { (200..<300).contains(code) }
    var isTemporary: Bool { (400..<500).contains(code) }
    var isPermanent: Bool { (500..<600).contains(code) }

    private static func status(_ text: String) -> String? {
        text.unicodeScalars.split(separator: " ").first.flatMap { EnhancedStatus(String($0))?.description }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
