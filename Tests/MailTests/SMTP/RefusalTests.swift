import Testing

@testable import Mail

/// Relays' refusals in their own words, and the subject of each.
@Suite struct RefusalTests {
    typealias Row = (source: String, step: SMTPTranscript.Step, reply: String, subject: Refusal.Subject)

    private static let bad = Refusal.Subject.recipient(addressIsBad: true)
    private static let recipient = Refusal.Subject.recipient(addressIsBad: false)

    static let beforeText: [Row] = [
        // The session and the login, at any step.
        ("any", .greeting, "554 5.7.1 No SMTP service here", .us), ("any", .hello, "550 5.7.1 bad HELO", .us),
        ("any", .login, "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", .us),
        ("Postfix", .sender, "530 5.7.0 Must issue a STARTTLS command first", .us),
        ("Exchange Online", .sender, "530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.3", .us),
        ("Gmail", .sender, "530-5.7.0 Authentication Required. For more information, go to\n530 5.7.0 google", .us),
        ("SendGrid", .recipient, "550 Unauthenticated senders not allowed", .us),
        ("MailEnable", .recipient, "503 This mail server requires authentication when attempting to send", .us),
        ("hMailServer", .recipient, "530 SMTP authentication is required.", .us),
        ("Dovecot submission", .recipient, "554 5.7.1 not logged in", .us),
        // The sender.
        ("Postfix", .sender, "553 5.7.1 <post@hop.example>: Sender address rejected: not logged in", .us),
        ("Postfix", .sender, "553 5.7.1 <post@hop.example>: Sender address rejected: not owned by user hop", .us),
        ("Postfix", .recipient, "550 5.1.0 <post@hop.example>: Sender address rejected: User unknown in table", .us),
        ("Postfix", .recipient, "550 5.1.8 <post@hop.example>: Sender address rejected: Domain not found", .us),
        ("Exim", .recipient, "550-Verification failed for <post@hop.example>\n550 Sender verify failed", .us),
        ("Sendmail", .sender, "501 5.1.7 bad sender address syntax", .us),
        ("qmail", .sender, "553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)", .us),
        ("Mailjet", .sender, "550 5.1.0 sender not authorized", .us), ("any", .sender, "550 no", .us),
        ("any", .sender, "571 go away", .us),
        // Relaying.
        ("Postfix", .recipient, "554 5.7.1 <ada@example.net>: Relay access denied", .us),
        ("Exim", .recipient, "550 relay not permitted", .us),
        ("Exim", .recipient, "550 relay not permitted, authentication required", .us),
        (
            "Sendmail", .recipient, "550 5.7.1 <ada@example.net>... Relaying denied. Proper authentication required.",
            .us
        ),
        ("Exchange", .recipient, "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", .us),
        ("Exchange", .recipient, "550 5.7.1 Unable to relay for ada@example.net", .us),
        ("Exchange Online", .recipient, "550 5.7.64 TenantAttribution; Relay Access Denied [DB5EUR.example.com]", .us),
        (
            "Gmail relay", .recipient,
            "550-5.7.1 Invalid credentials for relay [192.0.2.1]. The IP address you've\n550 5.7.1 x", .us
        ),
        ("qmail", .recipient, "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", .us),
        // Policy towards this client.
        ("Postfix", .recipient, "554 5.7.1 <mail.hop.example[192.0.2.1]>: Client host rejected: Access denied", .us),
        (
            "Postfix", .recipient,
            "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", .us
        ),
        ("Postfix", .recipient, "504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname", .us),
        ("policyd", .recipient, "554 5.7.1 <ada@example.net>: Recipient address rejected: SPF check failed", .us),
        (
            "policyd", .recipient,
            "554 5.7.1 <ada@example.net>: Recipient address rejected: Sender rate limit exceeded", .us
        ),
        (
            "Outlook", .recipient,
            "550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. part of their network", .us
        ),
        ("Exchange Online", .recipient, "550 5.7.511 Access denied, banned sender[192.0.2.1]", .us),
        ("Exchange Online", .recipient, "550 5.7.708 Service unavailable. Access denied, traffic not accepted", .us),
        ("Cisco", .recipient, "550 Too many connections from your host", .us),
        ("Gmail", .recipient, "550 5.4.5 Daily SMTP relay limit exceeded for customer", .us),
        ("any", .recipient, "554 5.7.1 refused by policy", .us),
        ("Exim", .recipient, "550 Administrative prohibition", .us),
        ("any", .recipient, "550 mailbox is over its quota", recipient),
        ("any", .recipient, "503 5.5.1 Bad sequence", .us),
        ("any", .recipient, "554 5.3.2 system not accepting network messages", .us), ("any", .data, "554 no", .us),
        ("any", .data, "554 5.5.1 no valid session", .us),
        ("any", .data, "550 5.7.1 <DATA>: Data command rejected", .us),
        // The recipient.
        (
            "Postfix", .recipient,
            "550 5.1.1 <ada@example.net>: Recipient address rejected: User unknown in relay recipient table", bad
        ),
        ("Exim", .recipient, "550 Unrouteable address", bad), ("Exim", .recipient, "550 Unknown user", bad),
        ("Gmail", .recipient, "550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 x", bad),
        ("Gmail", .recipient, "550 5.2.1 The email account that you tried to reach is disabled.", recipient),
        (
            "Gmail", .recipient, "550 5.2.1 The user you are trying to contact is receiving mail at a rate that",
            recipient
        ),
        ("Exchange", .recipient, "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP lookup", bad),
        ("Exchange Online", .recipient, "550 5.4.1 Recipient address rejected: Access denied. [DB5EUR]", recipient),
        (
            "Exchange Online", .recipient,
            "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required", recipient
        ),
        ("Cisco", .recipient, "550 #5.1.0 Address rejected.", recipient), ("any", .recipient, "550 no", bad),
        ("any", .recipient, "551 User not local; please try <ada@example.com>", bad),
        ("any", .recipient, "552 5.2.2 mailbox full", recipient),
        ("any", .recipient, "552 Mailbox quota exceeded", recipient),
        ("any", .recipient, "556 5.1.10 Domain does not accept mail", bad),
        ("any", .recipient, "501 <ada>: malformed address", recipient),
        ("any", .recipient, "550 no such user at relay.example.net", bad),
        ("any", .recipient, "554 5.7.1 <ada@example.net>: Recipient address rejected: Access denied", recipient),
        // This message.
        ("any", .sender, "552 5.3.4 Message size exceeds fixed limit", .message),
        ("any", .sender, "552 too big", .message),
        ("any", .sender, "550 5.6.7 SMTPUTF8 is required", .message),
        ("Postfix", .recipient, "552 5.3.4 Message size exceeds file system imposed limit", .message),
    ]

    static let afterText: [Row] = [
        ("any", .end, "554 5.7.1 Sender rejected", .us), ("any", .end, "550 sender rejected", .us),
        ("Exchange", .end, "550 5.7.60 SMTP; Client does not have permissions to send as this sender", .us),
        ("Exchange Online", .end, "554 5.2.252 SendAsDenied; hop@a.example not allowed to send as post@b.example", .us),
        ("Exchange Online", .end, "550 5.7.509 Access denied, sending domain hop.example does not pass DMARC", .us),
        ("Exchange Online", .end, "550 5.7.515 Access denied, sending domain doesn't meet the required level", .us),
        (
            "Gmail", .end, "550-5.7.26 This mail has been blocked because the sender is unauthenticated.\n550 5.7.26 x",
            .us
        ),
        ("Gmail", .end, "550 5.4.5 Daily user sending limit exceeded.", .us),
        ("Gmail", .end, "550 5.7.1 Our system has detected an unusual rate of unsolicited mail", .us),
        (
            "Amazon SES", .end, "554 Message rejected: Email address is not verified. The following identities failed",
            .us
        ),
        ("Amazon SES", .end, "554 Message rejected: Sending paused for this account. For more information", .us),
        ("SendGrid", .end, "550 The from address does not match a verified Sender Identity.", .us),
        ("Postmark", .end, "550 The 'From' address you supplied is not a Sender Signature on your account.", .us),
        ("Mailgun", .end, "550 Sandbox subdomains are for test purposes only.", .us),
        ("any", .end, "550 5.7.23 SPF validation failed", .us), ("any", .end, "535 5.7.8 login first", .us),
        (
            "Gmail", .end,
            "550-5.7.1 [192.0.2.1 12] Our system has detected that this message is likely unsolicited\n550 5.7.1 x",
            .message
        ),
        ("Gmail", .end, "552 5.7.0 This message was blocked because its content presents a security issue", .message),
        ("rspamd", .end, "554 5.7.1 Spam message rejected", .message), ("any", .end, "554 5.7.1 spam", .message),
        ("ClamAV", .end, "550 5.7.1 virus found: Eicar-Test-Signature", .message), ("any", .end, "554 no", .message),
        ("any", .end, "552 5.3.4 Message size exceeds fixed limit", .message), ("any", .end, "552 too much", .message),
        ("any", .end, "554 5.6.0 conversion failed", .message), ("any", .end, "554 5.4.6 Too many hops", .message),
        ("any", .end, "550 5.1.1 no such user after all", bad), ("any", .end, "552 5.2.2 mailbox is full", recipient),
    ]

    private static func refusal(_ row: Row) throws -> Refusal {
        let lines = row.reply.split(separator: "\n").map { Array($0.utf8) }
        return Refusal(try #require(SMTPReply(lines: lines)), at: row.step)
    }

    @Test(arguments: beforeText + afterText)
    func `a refusal is about the subject that it names`(row: Row) throws {
        #expect(try Self.refusal(row).judgement.subject == row.subject, "\(row.source), \(row.step): \(row.reply)")
    }

    @Test(arguments: [
        (SMTPTranscript.Step.recipient, "450 4.7.1 Client host rejected: cannot find your hostname", true),
        (.recipient, "454 4.7.1 <ada@example.net>: Relay access denied", true),
        (.recipient, "450 4.1.8 <post@hop.example>: Sender address rejected: Domain not found", true),
        (.recipient, "451 4.7.650 The mail server [192.0.2.1] has been temporarily rate limited", true),
        (.recipient, "452 4.5.3 Too many recipients", true), (.end, "451 4.7.0 sender rate limit exceeded", true),
        (.sender, "451 4.3.0 later", true), (.recipient, "421 4.3.2 closing", true),
        (.recipient, "450 4.2.1 busy", false), (.recipient, "451 4.7.1 greylisted, sender and client are new", false),
        (.recipient, "450 4.7.1 <ada@example.net>: Recipient address rejected: Greylisted for 5 minutes", false),
        (.recipient, "452 4.2.2 over quota", false), (.data, "451 4.3.0 later", false),
        (.end, "452 4.3.1 disk full", false), (.end, "421 4.3.2 shutting down", false),
    ])
    func `a temporary refusal pauses the relay only if it is about us`(
        step: SMTPTranscript.Step, text: String, isUs: Bool
    ) throws {
        let refusal = try Self.refusal((source: "any", step: step, reply: text, subject: .us))
        #expect(refusal.blamesUsForNow == isUs, "\(text)")
    }

    @Test func `a refusal is uncertain only if neither its words nor its status explain it`() throws {
        for (step, reply, isCertain) in [
            (SMTPTranscript.Step.recipient, "550 no", false), (.recipient, "550 no such user", true),
            (.recipient, "550 5.1.1 no", true), (.recipient, "554 5.7.1 no", false), (.end, "554 no", false),
            (.sender, "550 no", true),
        ] {
            let refusal = try Self.refusal((source: "any", step: step, reply: reply, subject: .us))
            #expect(refusal.judgement.isCertain == isCertain, "\(reply)")
        }
    }
}
