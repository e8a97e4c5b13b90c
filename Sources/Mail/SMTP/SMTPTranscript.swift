/// The progress of one message, and the relay's last reply.
struct SMTPTranscript {
    /// In the order of the conversation.
    enum Step: Comparable {
        case greeting, hello, encryption, login, sender, recipient, data
        /// 354 was received and the text is being sent. The point of no return is before the first byte.
        case text
        /// Every byte has been sent, including the final dot.
        case end
    }

    private(set) var step = Step.greeting
    private(set) var isAuthenticated: Bool
    private var lines: [[UInt8]] = []
    private var isGreeted = false
    private var isOver = false

    /// On a kept connection the login of an earlier message is still valid.
    init(isAuthenticated: Bool) {
        self.isAuthenticated = isAuthenticated
    }

    /// The reply to the current step, if it is complete.
    var reply: SMTPReply? { SMTPReply(lines: lines) }

    /// Whether an earlier message opened the connection.
    var isOnKeptConnection: Bool { step >= .sender && !isGreeted }

    mutating func noteCommand(_ line: some Collection<UInt8>) {
        // After a refusal libcurl sends QUIT by itself. The refusal is the reply that counts.
        guard !line.starts(with: "QUIT\r".utf8) else { return isOver = true }
        guard let next = Self.commands.first(where: { line.starts(with: $0.key.utf8) })?.value else { return }
        // The lines after AUTH may have any content.
        guard step != .login || next == .sender else { return }
        enter(next)
    }

    mutating func noteReply(_ line: some Collection<UInt8>) {
        guard !isOver else { return }
        if lines.last.map(SMTPReply.isLastLine) == true { lines = [] }
        lines.append(Array(line))
        if step == .greeting { (isGreeted, isAuthenticated) = (true, false) }
        if step == .login, line.starts(with: "235".utf8) { isAuthenticated = true }
    }

    mutating func noteFirstByte() {
        enter(.text)
    }

    mutating func noteLastByte() {
        enter(.end)
    }

    private mutating func enter(_ next: Step) {
        step = next
        lines = []
    }

    private static let commands: KeyValuePairs<String, Step> = [
        "EHLO ": .hello, "HELO ": .hello, "STARTTLS\r": .encryption, "AUTH ": .login,
        "MAIL FROM:": .sender, "RCPT TO:": .recipient, "DATA\r": .data,
    ]
}
