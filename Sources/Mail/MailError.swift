/// The reason why a message can't be composed, stored, passed to libcurl or read from a mailbox. It contains no text
/// from the message itself.
package enum MailError: Error, Equatable {
    case invalidAddress
    case invalidHeader(String)
    /// A NUL, or a CR that is not part of a line end.
    case invalidText
    /// The text is not iCalendar, or its METHOD differs from the part's.
    case invalidCalendar
    /// The bytes would be altered in transit or taken for SMTP commands: 8-bit, NUL, stray CR or LF, overlong lines.
    case notSafeForSMTP
    case invalidSetting(String)
    case libcurl(String)
    case file(path: String, errno: Int32)
    case mailbox(MailboxProblem)
    /// A received message exceeds the max size.
    case tooLarge
    /// A received message exceeds the max number of parts, header fields or nesting levels.
    case tooComplex
    /// The received data is not a message.
    case unreadable
}
