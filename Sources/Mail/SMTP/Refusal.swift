/// The reason why a relay refused a message, derived from its reply and the step.
///
/// The code of a reply says least and its enhanced status says more (RFC 3463, RFC 5248). If both are vague or wrong,
/// as with policy servers that reply 550 5.7.1 to everything, the words decide. The first subject that the words name
/// counts.
struct Refusal {
    /// The subject of a refusal.
    enum Subject: Equatable {
        /// The recipient. With `addressIsBad`, no message to this address will ever be accepted.
        case recipient(addressIsBad: Bool)
        /// This message: its size or its content.
        case message
        /// The sender, the login, the session, the account, or a policy towards this client: none of our messages is
        /// accepted.
        case us
    }

    let step: SMTPTranscript.Step
    let code: Int
    let status: EnhancedStatus?
    let words: ReplyWords

    init(_ reply: SMTPReply, at step: SMTPTranscript.Step) {
        self.step = step
        code = reply.code
        words = ReplyWords(reply.text)
        status = (reply.status ?? words.status(ofClass: reply.code / 100)).flatMap { EnhancedStatus($0) }
    }

    /// The subject, and whether it is certain.
    var judgement: (subject: Subject, isCertain: Bool) {
        if step < .sender { return (.us, true) }
        if Self.sessionCodes.contains(code) { return (.us, true) }
        if step == .sender { return (isAboutSize ? .message : .us, true) }
        if let named = subjectNamed { return (named, true) }
        if let told = subjectOfStatus { return (told, true) }
        return (usualSubject, false)
    }

    /// Whether a temporary refusal is about us.
    var blamesUsForNow: Bool {
        if step <= .sender || (Self.sessionCodes.contains(code) && step != .end) { return true }
        if status?.isAboutRecipient == true || words.meanings(at: step).first == .greylisting { return false }
        // A relay that is full or about to stop, and says so after the text, has time to recover.
        return subjectNamed == .us || (status.map { $0.isAboutUs && (step != .end || $0.subject != 3) } ?? false)
    }

    /// 421 closes the connection. The other codes ask for a login or an encryption that we don't have (RFC 4954, RFC
    /// 3207).
    private static let sessionCodes: Set = [421, 454, 521, 523, 524, 525, 530, 534, 535, 538]
}

extension Refusal {
    /// The subject that the words name, or nil if they name none.
    private var subjectNamed: Subject? {
        if words.areOfSize { return .message }
        let meanings = words.meanings(at: step)
        guard let first = meanings.first else { return nil }
        switch first {
        // A status about the address outweighs words that only sound like limits.
        case .limit where status?.isAboutRecipient == true: return nil
        // If only some senders may write to this recipient, the reply says nothing about our other messages.
        case .limit, .us: return status?.isAboutRestrictedRecipient == true ? nil : .us
        case .recipient: return .recipient(addressIsBad: isOfAddress)
        case .full: return .recipient(addressIsBad: status?.blamesAddress ?? false)
        case .content: return .message
        case .greylisting: return nil
        }
    }

    private var subjectOfStatus: Subject? {
        guard let status else { return nil }
        if status.isAboutUs { return .us }
        if status.isAboutRecipient || status.isAboutRestrictedRecipient {
            return .recipient(addressIsBad: status.blamesAddress)
        }
        return status.isAboutMessage ? .message : nil
    }

    /// The most frequent subject if neither the words nor the status tell.
    private var usualSubject: Subject {
        if words.nameRecipient || (step == .recipient && isOfAddressByCode && !words.areOfPermission) {
            return .recipient(addressIsBad: isOfAddress)
        }
        return step == .end && status?.subject != 3 ? .message : .us
    }

    /// 550 without more details means that the mailbox is unavailable (RFC 5321 §4.2.3), and 501 means that its address
    /// can't be parsed.
    private var isOfAddressByCode: Bool {
        if code == 501 { return true }
        let isVague = status == nil || status?.subject == 1 || status?.isUnspecific == true
        return isVague && [550, 551, 552, 553].contains(code)
    }

    private var isOfAddress: Bool {
        if let status, !status.isUnspecific { return status.blamesAddress }
        return step == .recipient && [550, 551, 553].contains(code)
    }

    /// RFC 1870 §6.1 and 6.2. SMTPUTF8 (RFC 6531 §3.5) also counts, because it depends on the addresses of one message.
    private var isAboutSize: Bool {
        if let status { return status.isAboutMessage || words.areOfSize }
        return code == 552 || words.areOfSize
    }
}

extension EnhancedStatus {
    /// Whether the status is about the destination's address or mailbox, or the route to it.
    fileprivate var isAboutRecipient: Bool {
        switch (subject, detail) {
        case (1, 1...4), (1, 6), (1, 10): true
        case (2, let detail): detail != 3
        case (4, 1...4), (4, 6...8): true
        default: false
        }
    }

    /// A list or mailbox that accepts email from few senders (Exchange: 5.7.12, 5.7.124 and the 5.7.13x; 5.7.504 and
    /// 5.7.505), or an address that changed owners (RFC 7293).
    fileprivate var isAboutRestrictedRecipient: Bool {
        subject == 7 && [2, 12, 17, 18, 124, 129, 133, 134, 135, 136, 193, 504, 505].contains(detail)
    }

    /// Size, content or conversion. 5.7.30 requires protection of this message in transit (RFC 8689), and 5.7.512
    /// requires a valid From (Exchange Online).
    fileprivate var isAboutMessage: Bool {
        switch (subject, detail) {
        case (2, 3), (3, 3), (3, 4), (6, _), (1, 9), (7, 30), (7, 512): true
        default: false
        }
    }

    /// The sender's address (1.7, 1.8), the sending system, its limits (4.5, 7.28), the login, SPF, DKIM, DMARC (RFC
    /// 7372, RFC 8616), and Exchange Online's refusals of a client or tenant.
    fileprivate var isAboutUs: Bool {
        switch (subject, detail) {
        case (1, 7), (1, 8), (3, 2), (3, 5), (4, 5), (5, 1), (5, 3), (5, 6): true
        case (7, 3...11), (7, 13...16), (7, 19...29), (7, 31...123), (7, 500...503), (7, 506...511), (7, 513...799):
            true
        default: false
        }
    }
}
