import Testing

@testable import Mail

@Suite struct IMAPTranscriptTests {
    @Test func `data of a folder is read only while it is opened`() {
        var transcript = IMAPTranscript()
        transcript.noteReply("* OK [UIDVALIDITY 1] too early\r\n".utf8)
        transcript.noteCommand("A002 SELECT INBOX\r\n".utf8)
        for line in [
            "* 3 EXISTS", "* 1 RECENT", "* OK [UIDVALIDITY 7] valid", "* ok [uidnext 12] next", "* OK [UIDNEXT]",
        ] {
            transcript.noteReply("\(line)\r\n".utf8)
        }
        transcript.noteReply("A002 OK [READ-WRITE] done\r\n".utf8)
        transcript.noteCommand("A003 UID SEARCH UID 1:2\r\n".utf8)
        transcript.noteReply("* 4 EXISTS\r\n".utf8)
        #expect(transcript.folder == IMAPTranscript.Folder(count: 3, validity: 7, nextUID: 12))
    }

    @Test func `a search result may have several lines or none`() {
        var transcript = IMAPTranscript()
        transcript.noteCommand("A002 SELECT INBOX\r\n".utf8)
        transcript.noteReply("* SEARCH 99\r\n".utf8)
        transcript.noteCommand("A003 UID SEARCH UID 1:9\r\n".utf8)
        for line in ["* SEARCH", "* SEARCH 3 x 4294967296 -1", "* search 4"] {
            transcript.noteReply("\(line)\r\n".utf8)
        }
        #expect(transcript.found == [3, 4])
    }

    @Test func `the refusal counts, not the LOGOUT after it`() {
        var transcript = IMAPTranscript()
        transcript.noteCommand("A001 LOGIN a b\r\n".utf8)
        transcript.noteReply("A001 NO [AUTHENTICATIONFAILED] no\u{202E} way\r\n".utf8)
        transcript.noteCommand("A002 LOGOUT\r\n".utf8)
        transcript.noteReply("A002 OK bye\r\n".utf8)
        #expect(transcript.step == .login)
        #expect(transcript.completion?.result == .no)
        #expect(transcript.completion?.code == "AUTHENTICATIONFAILED")
        #expect(transcript.completion?.text == "[AUTHENTICATIONFAILED] no way")
    }

    @Test func `the continuation of a login is not a command`() {
        var transcript = IMAPTranscript()
        transcript.noteCommand("A001 AUTHENTICATE PLAIN\r\n".utf8)
        transcript.noteReply("+ \r\n".utf8)
        transcript.noteCommand("AGhvcABzZWNyZXQ=\r\n".utf8)
        #expect(transcript.step == .login)
        #expect(transcript.completion == nil)
    }
}
