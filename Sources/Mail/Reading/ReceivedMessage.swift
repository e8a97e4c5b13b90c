package import Foundation

/// A message that came by mail, as far as it says who answers what. All of it is anybody's claim.
package struct ReceivedMessage: Sendable {
    /// Without its brackets, as all identifiers here.
    package let messageID: String?
    /// The address of the first author; nil if it can't be read.
    package let from: String?
    /// The sender of the envelope, empty for mail that must not be answered; nil if nothing tells it.
    package let returnPath: String?
    /// Whom it was sent to, those first that the mail system named.
    package let recipients: [String]
    package let subject: String
    package let date: Date?
    /// `no`, `auto-replied` or the like in small letters (RFC 3834); nil if nothing tells it.
    package let autoSubmitted: String?
    package let isFromList: Bool
    package let inReplyTo: [String]
    package let references: [String]
    /// What mail systems found out about the sender (RFC 8601), the last one first.
    package let authenticationResults: [String]
    /// Those meant to be acted on before those attached as files.
    package let calendars: [ReceivedCalendar]
    package let plainText: String?
    package let deliveryStatus: DeliveryStatus?
}

extension ReceivedMessage {
    package init(reading bytes: [UInt8], limits: ReadingLimits = ReadingLimits()) throws(MailError) {
        try limits.check(bytes)
        let message = try MIMEMessage(bytes)
        self.init(message.header, try message.parts(limits), limits)
    }

    private init(_ header: ReceivedHeader, _ parts: [ReceivedPart], _ limits: ReadingLimits) {
        messageID = header.first("Message-ID")?.identifiers.first
        from = header.first("From")?.firstAddress
        returnPath = header.first("Return-Path")?.returnPath
        recipients = Array(header.recipients.prefix(limits.values))
        subject = header.first("Subject")?.decoded ?? ""
        date = header.first("Date")?.date
        autoSubmitted = header.first("Auto-Submitted")?.keyword
        isFromList = header.isFromList
        inReplyTo = Array(header.identifiers("In-Reply-To").prefix(limits.values))
        references = Array(header.identifiers("References").suffix(limits.values))
        authenticationResults = header.all("Authentication-Results").prefix(limits.values).map(\.text)
        calendars = parts.calendars
        plainText = parts.plainText?.prefix(bytes: limits.textBytes)
        deliveryStatus = parts.lazy.compactMap { DeliveryStatus($0, limits) }.first
    }
}

extension ReceivedHeader {
    fileprivate var recipients: [String] {
        var known: Set<String> = []
        return ["Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"]
            .flatMap(all).flatMap(\.addresses)
            .filter { known.insert($0.lowercased()).inserted }
    }

    fileprivate var isFromList: Bool {
        first("List-Id") != nil || all("Precedence").contains { ["list", "bulk"].contains($0.keyword) }
    }

    fileprivate func identifiers(_ name: String) -> [String] {
        all(name).flatMap(\.identifiers)
    }
}

extension ReceivedField {
    fileprivate var returnPath: String? {
        text == "<>" ? "" : firstAddress
    }
}

extension [ReceivedPart] {
    fileprivate var calendars: [ReceivedCalendar] {
        (filter { $0.type == "text/calendar" } + filter { $0.type == "application/ics" }).map { ReceivedCalendar($0) }
    }

    fileprivate var plainText: String? {
        first { $0.type == "text/plain" && !$0.isAttachment }?.text
    }
}

extension String {
    /// As many whole characters of the beginning as fit.
    fileprivate func prefix(bytes: Int) -> String {
        guard utf8.count > bytes else { return self }
        var end = utf8.index(startIndex, offsetBy: bytes)
        while end.samePosition(in: unicodeScalars) == nil { utf8.formIndex(before: &end) }
        return String(unicodeScalars[..<end])
    }
}
