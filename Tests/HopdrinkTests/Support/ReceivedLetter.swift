import Domain
import Foundation
import Mail

@testable import Hopdrink

/// An email as its recipient's mail program shows it.
struct ReceivedLetter: Sendable {
    let sender: String
    let recipient: String
    let bytes: [UInt8]
    private let part: Part

    init(_ message: EncodedMessage, _ envelope: Envelope) {
        sender = envelope.sender
        recipient = envelope.recipient
        bytes = message.bytes
        part = Part(message.text)
    }

    /// The kind that the Message-ID names.
    var kind: LetterKind {
        LetterKind(rawValue: String((part.headers["message-id"] ?? "").dropFirst().prefix { $0 != "." })) ?? .confirm
    }

    func header(_ name: String) -> String { part.headers[name.lowercased()] ?? "" }

    var plain: String { part.leaf("text/plain")?.decoded ?? "" }

    var html: String { part.leaf("text/html")?.decoded ?? "" }

    var calendar: CalendarText? { part.leaf("text/calendar").map { CalendarText($0.decoded) } }

    /// The Content-Type of the calendar part, which contains the method.
    var calendarType: String { part.leaf("text/calendar")?.headers["content-type"] ?? "" }

    var attachment: Part? { part.leaf("application/ics") }

    /// The path of the link that opens the page of one RSVP.
    var link: String? {
        plain.split(whereSeparator: \.isWhitespace).lazy.map(String.init)
            .first { $0.hasPrefix("https://hopdrink.test/") && $0.contains("/rsvps/") }
            .map { String($0.dropFirst("https://hopdrink.test".count)) }
    }

    /// Returns the path of the first link that contains `text`.
    func path(containing text: String) -> String? {
        plain.split(whereSeparator: \.isWhitespace).lazy.map(String.init)
            .first { $0.hasPrefix("https://hopdrink.test/") && $0.contains(text) }
            .map { String($0.dropFirst("https://hopdrink.test".count)) }
    }

    var token: Token? { link.flatMap { $0.split(separator: "/").last }.flatMap { Token(parsing: String($0)) } }
}

extension ReceivedLetter {
    /// A message or one part of it. Reads only what our own composer writes.
    struct Part: Sendable {
        let headers: [String: String]
        let body: String
        private let parts: [Part]

        init(_ text: String) {
            let halves = text.components(separatedBy: "\r\n\r\n")
            let content = halves.dropFirst().joined(separator: "\r\n\r\n")
            let lines = halves[0].replacing("\r\n ", with: " ").replacing("\r\n\t", with: " ")
            let fields = lines.components(separatedBy: "\r\n").map { line in
                let name = line.prefix { $0 != ":" }
                return (name.lowercased(), line.dropFirst(name.count + 1).trimmingPrefix(" "))
            }
            headers = Dictionary(fields.map { ($0, String($1)) }) { first, _ in first }
            body = content
            parts = Self.parts(of: content, headers["content-type"] ?? "")
        }

        func leaf(_ type: String) -> Part? {
            if (headers["content-type"] ?? "").hasPrefix(type) { return self }
            return parts.lazy.compactMap { $0.leaf(type) }.first
        }

        var decoded: String {
            switch headers["content-transfer-encoding"] {
            case "base64":
                let data = Data(base64Encoded: body, options: .ignoreUnknownCharacters) ?? Data()
                return String(decoding: data, as: UTF8.self)
            case "quoted-printable":
                return body.replacing("=\r\n", with: "").replacing("%", with: "%25").replacing("=", with: "%")
                    .removingPercentEncoding ?? body
            default: return body
            }
        }

        private static func parts(of content: String, _ type: String) -> [Part] {
            guard type.hasPrefix("multipart/"), let mark = type.components(separatedBy: "boundary=\"").last else {
                return []
            }
            let boundary = mark.prefix { $0 != "\"" }
            let pieces = content.components(separatedBy: "--\(boundary)\r\n").dropFirst()
            return pieces.map { Part($0.components(separatedBy: "\r\n--\(boundary)")[0]) }
        }
    }
}
