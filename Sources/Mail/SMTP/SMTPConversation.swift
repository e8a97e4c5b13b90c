import Foundation

/// One line of the talk with a relay, as a person may see it.
package enum SMTPLine: Sendable, Equatable {
    case ours(String)
    case theirs(String)
    /// What there is to know of the connection and its encryption.
    case note(String)
}

/// Makes lines for a person out of what goes over the wire. No password gets through, in whatever form.
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

    /// Until the relay asks no further (334) what we say is secret.
    mutating func theirs(_ line: some Collection<UInt8>) -> SMTPLine {
        let text = plain(line)
        if !text.hasPrefix("334") { isLoggingIn = false }
        return .theirs(text)
    }

    /// Of all that libcurl tells, where we are connected to and how it is encrypted.
    func note(_ line: some Collection<UInt8>) -> SMTPLine? {
        let text = plain(line)
        let isTold = ["Connected to ", "SSL connection using ", "subject: ", "issuer: ", "expire date: "]
            .contains { text.hasPrefix($0) }
        return isTold ? .note(text) : nil
    }

    /// For a relay that repeats what it was told.
    func redacted(_ reply: SMTPReply) -> SMTPReply {
        SMTPReply(code: reply.code, status: reply.status, text: redacted(reply.text))
    }

    private func plain(_ line: some Collection<UInt8>) -> String {
        redacted(HeaderText(String(decoding: line, as: UTF8.self)).text)
    }

    private func redacted(_ text: String) -> String {
        secrets.reduce(text) { $0.replacingOccurrences(of: $1, with: "***") }
    }

    /// The password, alone and as AUTH PLAIN and LOGIN send it (RFC 4616 §2).
    private static func secrets(_ login: SMTPSettings.Login) -> [String] {
        let plain = Data("\0\(login.user)\0\(login.password)".utf8).base64EncodedString()
        return [plain, Data(login.password.utf8).base64EncodedString(), login.password]
    }
}
