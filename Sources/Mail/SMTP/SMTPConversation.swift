import Foundation

/// One line of the conversation with a relay, in a form for people.
package enum SMTPLine: Sendable, Equatable {
    case ours(String)
    case theirs(String)
    /// A fact about the connection or its encryption.
    case note(String)
}

/// Converts the bytes on the wire to lines for people. It removes the password in every form.
struct SMTPConversation {
    private let secrets: [String]
    private var isLoggingIn = false

    init(_ login: SMTPSettings.Login?) {
        secrets = login.map(Self.secrets) ?? []
    }

    mutating func ours(_ line: some Collection<UInt8>) -> SMTPLine {
        let text = plain(line)
        guard !isLoggingIn else { return .ours("***") }
        guard text.hasPrefix("AUTH ") else { return .ours(text) }
        isLoggingIn = true
        let words = text.split(separator: " ")
        return .ours(words.prefix(2).joined(separator: " ") + (words.count > 2 ? " ***" : ""))
    }

    /// During the login our lines are secret, until the relay stops asking (334).
    mutating func theirs(_ line: some Collection<UInt8>) -> SMTPLine {
        let text = plain(line)
        if !text.hasPrefix("334") { isLoggingIn = false }
        return .theirs(text)
    }

    /// Returns libcurl's lines about the server's address and the encryption. Returns nil for all other lines.
    func note(_ line: some Collection<UInt8>) -> SMTPLine? {
        let text = plain(line)
        let isTold = ["Connected to ", "SSL connection using ", "subject: ", "issuer: ", "expire date: "]
            .contains { text.hasPrefix($0) }
        return isTold ? .note(text) : nil
    }

    /// Removes secrets from a reply, for a relay that repeats our commands.
    func redacted(_ reply: SMTPReply) -> SMTPReply {
        SMTPReply(code: reply.code, status: reply.status, text: redacted(reply.text))
    }

    private func plain(_ line: some Collection<UInt8>) -> String {
        redacted(HeaderText(String(decoding: line, as: UTF8.self)).text)
    }

    private func redacted(_ text: String) -> String {
        secrets.reduce(text) { $0.replacingOccurrences(of: $1, with: "***") }
    }

    /// The password in plain form and in the forms of AUTH PLAIN and LOGIN (RFC 4616 §2).
    private static func secrets(_ login: SMTPSettings.Login) -> [String] {
        let plain = Data("\0\(login.user)\0\(login.password)".utf8).base64EncodedString()
        return [plain, Data(login.password.utf8).base64EncodedString(), login.password]
    }
}
