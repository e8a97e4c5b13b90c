/// What keeps a message from being composed, stored, handed to libcurl or read from a mailbox. Holds no text from the
/// message itself.
package enum MailError: Error, Equatable {
    case invalidAddress
    case invalidHeader(String)
    /// A NUL, or a CR that ends no line.
    case invalidText
    /// Not iCalendar lines, or another METHOD than the part announces.
    case invalidCalendar
    /// Bytes that would change on the way or be taken for SMTP: 8-bit, NUL, stray CR or LF, overlong lines.
    case notSafeForSMTP
    case invalidSetting(String)
    case libcurl(String)
    case file(path: String, errno: Int32)
    case mailbox(MailboxProblem)
    /// A received message is larger than we read.
    case tooLarge
    /// A received message has more parts, header fields or nesting than anybody writes.
    case tooComplex
    /// What was received is no message.
    case unreadable
}
