import Testing

@testable import Mail

@Suite struct SMTPTranscriptTests {
    @Test func `a reply is complete with its last line`() {
        var transcript = SMTPTranscript(isAuthenticated: false)
        transcript.noteCommand("RCPT TO:<a@b>\r\n".utf8)
        transcript.noteReply("550-5.1.1 one\r\n".utf8)
        #expect(transcript.reply == nil)
        transcript.noteReply("550 5.1.1 two\u{202E}\r\n".utf8)
        #expect(transcript.reply == SMTPReply(code: 550, status: "5.1.1", text: "5.1.1 one 5.1.1 two"))
    }

    @Test func `a refusal stays visible after the replies that follow`() {
        var transcript = SMTPTranscript(isAuthenticated: false)
        transcript.noteCommand("MAIL FROM:<a@b>\r\n".utf8)
        transcript.noteReply("550 no\r\n".utf8)
        transcript.noteCommand("QUIT\r\n".utf8)
        transcript.noteReply("221 Bye\r\n".utf8)
        #expect(transcript.step == .sender)
        #expect(transcript.reply?.code == 550)
    }

    @Test func `secrets are not taken for commands`() {
        var transcript = SMTPTranscript(isAuthenticated: false)
        for line in ["EHLO x\r\n", "AUTH LOGIN\r\n", "DATA\r\n", "STARTTLS\r\n"] {
            transcript.noteCommand(line.utf8)
        }
        #expect(transcript.step == .login)
    }

    @Test func `a login is valid for its connection and not for the next one`() {
        var transcript = SMTPTranscript(isAuthenticated: true)
        transcript.noteCommand("MAIL FROM:<a@b>\r\n".utf8)
        #expect(transcript.isAuthenticated && transcript.isOnKeptConnection)
        var next = SMTPTranscript(isAuthenticated: true)
        next.noteReply("220 hello\r\n".utf8)
        next.noteCommand("MAIL FROM:<a@b>\r\n".utf8)
        #expect(!next.isAuthenticated && !next.isOnKeptConnection)
    }

    @Test(arguments: [
        ("2.0.0 Ok: queued as 4XyZ", "4XyZ"), ("OK id=1abc-0001-Ab", "1abc-0001-Ab"), ("2.0.0 accepted", nil),
        ("queued as", nil), ("as queued", nil),
    ])
    func `a queue id is found in the forms that relays use`(text: String, queueID: String?) {
        #expect(SMTPReply(code: 250, status: nil, text: text).queueID == queueID)
    }
}
