package import Foundation

/// One email to one person, before it is encoded.
package struct Message: Sendable {
    package var from: Mailbox
    package var to: Mailbox
    package var replyTo: Mailbox?
    package var subject: String
    /// Without angle brackets. The boundaries derive from it, so it must not change between attempts.
    package var messageID: String
    /// The Message-ID of the email that started the thread.
    package var inReplyTo: String?
    package var date: Date
    /// Without angle brackets, such as `tours.hop.example`.
    package var listID: String?
    /// An https URL that accepts the one-click POST of RFC 8058.
    package var unsubscribeURL: String?
    /// An email with any content to this address unsubscribes the reader (RFC 2369 §3.2).
    package var unsubscribeAddress: String?
    package var plain: String
    package var html: String
    package var calendar: CalendarPart?

    package init(
        from: Mailbox,
        to: Mailbox,
        subject: String,
        messageID: String,
        date: Date,
        plain: String,
        html: String
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.messageID = messageID
        self.date = date
        self.plain = plain
        self.html = html
    }
}

extension Message {
    /// Encodes the message. The same value always gives the same bytes.
    package func encoded() throws(MailError) -> EncodedMessage {
        let header = try fields().map { $0.folded + "\r\n" }.joined()
        let message = header + "MIME-Version: 1.0\r\n" + (try body().rendered(key: boundaryKey))
        return try EncodedMessage(message)
    }

    private func fields() throws(MailError) -> [HeaderField] {
        let optional = [try threadFields(), try listFields()].flatMap { $0 }
        return [
            HeaderField("From", from.headerTokens),
            HeaderField("To", to.headerTokens),
        ] + (replyTo.map { [HeaderField("Reply-To", $0.headerTokens)] } ?? []) + [
            HeaderField("Subject", HeaderText(subject).tokens),
            HeaderField("Date", MailDate.text(date)),
            HeaderField("Message-ID", try Self.identifier(messageID, in: "Message-ID")),
        ] + optional + [
            HeaderField("Auto-Submitted", "auto-generated"),
            HeaderField("X-Auto-Response-Suppress", "OOF, AutoReply"),
        ]
    }

    private func threadFields() throws(MailError) -> [HeaderField] {
        guard let inReplyTo else { return [] }
        let root = try Self.identifier(inReplyTo, in: "In-Reply-To")
        return [HeaderField("In-Reply-To", root), HeaderField("References", root)]
    }

    private func listFields() throws(MailError) -> [HeaderField] {
        var fields: [HeaderField] = []
        if let listID {
            guard MailAddress.isHostName(listID) else { throw .invalidHeader("List-Id") }
            fields.append(HeaderField("List-Id", "<\(listID)>"))
        }
        return fields + (try unsubscribeFields())
    }

    /// All unsubscribe URIs are in one line, because some receivers don't unfold it.
    private func unsubscribeFields() throws(MailError) -> [HeaderField] {
        guard unsubscribeURL.map(Self.isWebAddress) ?? true, unsubscribeAddress.map(MailAddress.isValid) ?? true else {
            throw .invalidHeader("List-Unsubscribe")
        }
        let methods = [unsubscribeURL, unsubscribeAddress.map(Self.mailto)].compactMap { $0.map { "<\($0)>" } }
        guard !methods.isEmpty else { return [] }
        let fields = [HeaderField("List-Unsubscribe", methods.joined(separator: ", "))]
        guard unsubscribeURL != nil else { return fields }
        return fields + [HeaderField("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")]
    }

    /// Returns the address as a URI (RFC 6068 §2).
    private static func mailto(_ address: String) -> String {
        let encoded = address.utf8.map { byte in
            let isPlain = MailAddress.isAlphanumeric(byte) || "@.-_~+".utf8.contains(byte)
            return isPlain ? String(Unicode.Scalar(byte)) : Hexadecimal.escaped(byte, mark: UInt8(ascii: "%"))
        }
        return "mailto:" + encoded.joined()
    }

    private func body() throws(MailError) -> MIMEPart {
        let texts = [try MIMEPart.text("plain", plain), try MIMEPart.text("html", html)]
        guard let calendar else { return .multipart("alternative", texts) }
        return .multipart("mixed", [.multipart("alternative", texts + [calendar.inlinePart]), calendar.attachment])
    }

    /// The FNV-1a hash of the Message-ID. The Message-ID itself may contain characters that a boundary may not.
    private var boundaryKey: String {
        let hash = messageID.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }

    private static func identifier(_ text: String, in field: String) throws(MailError) -> String {
        let halves = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        let isValid = halves.count == 2 && halves.allSatisfy { !$0.isEmpty && $0.allSatisfy(MailAddress.isAtomOrDot) }
        guard isValid, text.utf8.count <= 250 else { throw .invalidHeader(field) }
        return "<\(text)>"
    }

    private static func isWebAddress(_ text: String) -> Bool {
        text.utf8.starts(with: "https://".utf8)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"<>".utf8.contains($0) }
    }
}

extension CalendarPart {
    /// The part that email programs show with buttons. Outlook takes it for a file if it has a Content-Disposition.
    fileprivate var inlinePart: MIMEPart {
        let type = ["text/calendar;", "charset=UTF-8;", "method=\(method.rawValue);", "component=VEVENT"]
        return .base64([HeaderField("Content-Type", type)], text)
    }

    fileprivate var attachment: MIMEPart {
        let filename = Filename(filename)
        let fields = [
            HeaderField("Content-Type", ["application/ics;", "name=\"\(filename.ascii)\""]),
            HeaderField("Content-Disposition", filename.disposition),
        ]
        return .base64(fields, text)
    }
}
