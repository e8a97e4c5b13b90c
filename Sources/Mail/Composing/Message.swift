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
