import Foundation

/// The words of a relay's reply, without the addresses, names and numbers in it.
struct ReplyWords: Equatable {
    /// The meaning of a phrase.
    enum Meaning: Equatable {
        case recipient
        /// The mailbox exists, but accepts nothing now.
        case full
        /// The sender, a login or relaying: it can only be about us.
        case us
        /// The amount or the origin of somebody's messages: mostly ours.
        case limit
        /// The content of a message.
        case content
        /// Every sender is asked to try again later.
        case greylisting
    }

    /// The words in lower case, with one space between them and one at each end.
    let text: String
    private let statuses: [String]

    init(_ reply: String) {
        let tokens = reply.unicodeScalars.split { $0 == " " || $0 == ":" || $0 == ";" }.map { String($0).lowercased() }
        statuses = tokens.map { $0.trimmingMarks }.filter { EnhancedStatus($0) != nil }
        let words = tokens.filter { !$0.isName }.map { $0.trimmingMarks }.filter { !$0.isEmpty }
        text = " " + words.joined(separator: " ") + " "
    }

    /// Returns the first enhanced status in the words that fits a code of this class: qmail writes `(#5.7.1)` at the
    /// end.
    func status(ofClass kind: Int) -> String? { statuses.first { $0.utf8.first == UInt8(ascii: "0") + UInt8(kind) } }

    /// Whether the message is too large.
    var areOfSize: Bool { Self.size.contains { text.contains($0) } }

    /// Whether the words mention the recipient at all. Postfix writes `Recipient address rejected` also for refusals
    /// that are about us, so other words take precedence.
    var nameRecipient: Bool { [" recipient", " mailbox", " user "].contains { text.contains($0) } }

    /// Whether the words deny a permission. If they do, and don't name the recipient, they are about us.
    var areOfPermission: Bool { Self.permission.contains { text.contains($0) } }

    /// Returns the meanings in the order in which the words express them.
    func meanings(at step: SMTPTranscript.Step) -> [Meaning] {
        // Before the text, the relay can't know the content: words about spam then refer to the sender.
        let phrases = Self.phrases.filter { $0.meaning != .content || step == .end }
        let found = phrases.compactMap { phrase in
            text.range(of: phrase.words).map { (start: $0.lowerBound, end: $0.upperBound, phrase.meaning) }
        }
        // Of two phrases that begin at the same place, the longer one is more specific.
        return found.sorted { $0.start == $1.start ? $0.end > $1.end : $0.start < $1.start }.map { $0.2 }
    }
}

extension ReplyWords {
    private static let size = [
        " message size", " message too large", " message too big", " message is too large", " message is too big",
        " size limit", " maximum message size", " message exceeds", " message length exceeds", " size exceeds",
    ]

    private static let permission = [
        " access denied", " permission denied", " administrative prohibition", " policy", " prohibited", " not allowed",
        " not permitted", " not authorized", " not authorised", " not accepted from", " too fast",
    ]

    /// The phrases come from Postfix (smtpd, postscreen, policyd), Exim, Sendmail, qmail, Exchange and Exchange Online,
    /// Gmail, Amazon SES, SendGrid, Mailgun, Postmark, Mailjet, Brevo, hMailServer, MailEnable, OpenSMTPD, Halon, Cisco
    /// and Barracuda.
    private static let phrases: [(words: String, meaning: Meaning)] =
        recipient.map { ($0, .recipient) } + full.map { ($0, .full) } + us.map { ($0, .us) }
        + limits.map { ($0, .limit) }
        + content.map { ($0, .content) } + greylisting.map { ($0, .greylisting) }

    private static let recipient = [
        " user unknown", " unknown user", " no such user", " no such recipient", " no such mailbox",
        " no such address", " no such person", " unknown recipient", " recipient unknown", " recipient not found",
        " unknown address", " unknown local part", " unknown mailbox", " mailbox unknown", " mailbox not found",
        " mailbox unavailable", " mailbox is unavailable", " mailbox does not", " no mailbox", " invalid recipient",
        " invalid mailbox", " does not exist", " doesn't exist", " not exist", " address unknown",
        " unrouteable address", " unroutable address", " undeliverable address", " email account that you tried",
        " user you are trying to contact", " no longer available", " recipient's", " bad destination",
        " invalid address", " not our customer", " user not local", " delivery is not allowed to this address",
        " could not be found", " domain does not accept", " no mail server", " user doesn't", " host unknown",
        " address could not be verified", " recipient verif",
    ]

    private static let full = [
        " account is disabled", " account disabled", " mailbox disabled", " mailbox is disabled", " mailbox is full",
        " mailbox full", " over quota", " mailbox quota", " user quota", " user is over", " mailbox is over",
        " over its quota", " mailbox storage", " storage limit", " storage allocation", " storage quota",
        " quota exceeded mailbox",
    ]

    private static let us = [
        // Relaying.
        " relay ", " relaying", " relays ", " relayed ", " rcpthosts", " non-local", " not a local domain",
        // The sender.
        " sender ", " senders ", " sender's", " mail from", " from address", " from header", " return path",
        " return-path", " reverse-path", " reverse path", " envelope from", " sending domain", " not owned by",
        " not allowed to send", " not permitted to send", " not authorized to send", " not authorised to send",
        " permission to send", " permissions to send", " send as", " sendas", " sendasdenied", " on behalf",
        " not verified", " unverified", " not a sender signature",
        // The login and the session.
        " authenticat", " unauthenticated", " authentication", " not logged in", " logged in", " log in ", " login",
        " smtp auth", " credentials", " starttls", " encrypt", " must use tls", " tls required", " requires tls",
        " session ", " helo ", " ehlo ", " pipelining", " bad sequence", " out of sequence", " need mail",
        " command rejected",
        // Policies of the sender's domain.
        " spf ", " dkim ", " dmarc ", " reverse dns", " rdns ", " ptr ", " reverse lookup", " reverse hostname",
        // The account.
        " your account", " smtp account", " account is not yet activated", " account suspended",
        " account has been suspended", " account is suspended", " paused for", " subscription", " out of credits",
        " free accounts",
        " sandbox", " trial ",
    ]

    private static let limits = [
        " client host", " client ", " your ip", " ip address", " ip ", " your host", " your server", " your network",
        " your domain", " connections ", " connection rate",
        " blacklist", " blocklist", " block list", " blacklisted", " blocklisted", " listed ", " blocked using",
        " rbl ",
        " dnsbl ", " reputation", " spamhaus", " banned ", " too many connections", " too many messages",
        " too many emails", " too many mails", " too many recipients", " too many errors", " too many",
        " too much mail", " rate limit", " ratelimit", " rate ", " throttl", " limit exceeded", " exceeded the",
        " exceeds the allowed", " sending limit", " daily limit", " hourly limit", " message limit", " email limit",
        " limit ", " limits ", " sending quota", " daily quota", " quota ", " daily user sending", " policy rejection",
        " unusual rate", " flood", " slow down", " temporarily suspended",
    ]

    private static let content = [
        " spam", " virus", " malware", " phish", " unsolicited", " suspicious", " junk", " attachment",
        " message content", " content rejected", " content restrict", " content filter", " its content",
        " too many hops", " too many received", " mail loop", " routing loop", " bulk mail", " header", " url ",
        " link ",
        " bare lf", " bare newline", " line too long", " rfc", " message rejected due to",
    ]

    private static let greylisting = [" greylist", " graylist", " grey listed", " greylisting", " try again later"]
}

extension String {
    /// Whether the word identifies something: an address, a host, a number, a link.
    fileprivate var isName: Bool {
        let bytes = Array(utf8)
        if bytes.contains(UInt8(ascii: "@")) || bytes.contains(where: { (0x30...0x39).contains($0) }) { return true }
        if contains("://") { return true }
        let inner = trimmingMarks.utf8
        return inner.contains(UInt8(ascii: ".")) && !inner.isEmpty
    }

    /// The word without the punctuation around it: brackets, quotes, points and commas.
    fileprivate var trimmingMarks: String {
        let marks = "()[]<>{}\"'`.,!?#*|/\\=_".unicodeScalars
        let scalars = Array(unicodeScalars)
        guard let first = scalars.firstIndex(where: { !marks.contains($0) }),
            let last = scalars.lastIndex(where: { !marks.contains($0) })
        else { return "" }
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: scalars[first...last])
        return String(kept)
    }
}
