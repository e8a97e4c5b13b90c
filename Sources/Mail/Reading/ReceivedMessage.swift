package import Foundation

/// A received email, with the data needed to tell who replies to what. None of it is verified.
package struct ReceivedMessage: Sendable {
    /// Without angle brackets, like all identifiers here.
    package let messageID: String?
    /// The address of the first author, or nil if it is not valid.
    package let from: String?
    /// The sender of the envelope. Empty for email that must not be replied to, nil if it is unknown.
    package let returnPath: String?
    /// The recipients; those that the mail system named come first.
    package let recipients: [String]
    package let subject: String
    package let date: Date?
    /// `no`, `auto-replied` or similar in lower case (RFC 3834), or nil if it is missing.
    package let autoSubmitted: String?
    package let isFromList: Bool
    package let inReplyTo: [String]
    package let references: [String]
    /// The mail systems' checks of the sender (RFC 8601), the latest first.
    package let authenticationResults: [String]
    /// The documents that a program should process come before those attached as files.
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
    /// Returns the longest beginning of whole characters within this number of bytes.
    fileprivate func prefix(bytes: Int) -> String {
        guard utf8.count > bytes else { return self }
        var end = utf8.index(startIndex, offsetBy: bytes)
        while end.samePosition(in: unicodeScalars) == nil { utf8.formIndex(before: &end) }
        return String(unicodeScalars[..<end])
    }
}
