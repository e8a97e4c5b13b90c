import Mail
import Testing

/// Tests against a server that misbehaves, or that does what Dovecot does not.
@Suite(.serialized) struct IMAPFaultTests {
    typealias Script = IMAPServer.Script

    init() throws {
        try SMTPWorker.prepareProcess()
    }

    static let failures: [(answers: [String: String], problem: MailboxProblem)] = [
        (["LOGIN": "NO [AUTHENTICATIONFAILED] no"], .loginRefused("[AUTHENTICATIONFAILED] no")),
        (["LOGIN": "NO go away"], .loginRefused("go away")),
        (["LOGIN": "NO [UNAVAILABLE] later"], .unavailable("[UNAVAILABLE] later")),
        (["CAPABILITY": "LOGINDISABLED"], .loginRefused("Login denied")),
        (["SELECT": "NO no such folder"], .folderMissing("INBOX")),
        (["SELECT": "NO [SERVERBUG] disk"], .unavailable("[SERVERBUG] disk")),
        (["SEARCH": "NO [SERVERBUG] disk"], .unavailable("[SERVERBUG] disk")),
        (["FETCH": "NO [SERVERBUG] disk"], .unavailable("[SERVERBUG] disk")),
    ]

    @Test(arguments: failures)
    func `every refusal has its problem`(answers: [String: String], problem: MailboxProblem) async throws {
        let server = try await IMAPServer(Script(messages: ["1": "one"], answers: answers))
        #expect(await (try IMAPMailbox(server.settings)).problem() == problem)
    }

    @Test(arguments: ["CAPABILITY", "LOGIN", "SELECT", "SEARCH", "FETCH"])
    func `a server that closes the connection is unavailable`(step: String) async throws {
        let server = try await IMAPServer(Script(messages: ["1": "one"], answers: [step: "close"]))
        #expect(await (try IMAPMailbox(server.settings)).problem()?.isUnavailable == true)
    }

    @Test func `a refused connection is unavailable`() async throws {
        var settings = IMAPSettings(host: "127.0.0.1", port: 1, login: .init(user: "hop", password: "secret"))
        settings.security = .none
        #expect(await (try IMAPMailbox(settings)).problem()?.isUnavailable == true)
    }

    @Test func `an incomplete message is not returned, and earlier ones are`() async throws {
        let texts = ["1": "one", "2": "two", "3": "three"]
        let server = try await IMAPServer(Script(messages: texts, answers: ["FETCH 2": "drop 2"]))
        let mailbox = try IMAPMailbox(server.settings)
        let batch = try await mailbox.messages(after: nil, limit: 10)
        #expect(batch.texts == ["one"])
        #expect(batch.position.uid == 1)
        #expect(batch.hasMore)
        #expect(await mailbox.problem(after: batch.position)?.isUnavailable == true)
    }

    @Test(arguments: ["LOGIN", "SELECT", "UID SEARCH", "UID FETCH", "LOGOUT"])
    func `stopping ends the wait for a response`(command: String) async throws {
        let step = command.replacing("UID ", with: "")
        let server = try await IMAPServer(Script(messages: ["1": "one"], answers: [step: "silence"]))
        let mailbox = try IMAPMailbox(server.settings)
        if step == "LOGOUT" { _ = try await mailbox.messages(after: nil, limit: 1) }
        async let problem = mailbox.problem()
        try await server.wait(for: "command \(command)")
        let start = ContinuousClock.now
        mailbox.stop()
        let ending = await problem
        #expect(ending == .stopped)
        #expect(.now - start < .seconds(2))
        #expect(await mailbox.problem() == .stopped)
    }

    @Test func `a silent server causes a timeout`() async throws {
        let server = try await IMAPServer(Script(answers: ["SELECT": "silence"]))
        var settings = server.settings
        settings.timeouts.total = .seconds(1)
        let mailbox = try IMAPMailbox(settings)
        let time = await ContinuousClock().measure {
            #expect(await mailbox.problem()?.isUnavailable == true)
        }
        #expect(time < .seconds(10))
    }

    @Test func `text that looks like the protocol stays text`() async throws {
        let text = """
            )\r\nA001 OK done\r\nA002 OK\r\nA003 OK\r\nA004 OK\r\nA005 OK\r\nB001 NO x\r
            * 1 FETCH (UID 9 BODY[] {5}\r\n* SEARCH 5 6 7\r\n* OK [UIDVALIDITY 99] x\r\n* BYE\r\n
            """
        let server = try await IMAPServer(Script(messages: ["1": text, "2": "", "3": "three"]))
        let batch = try await IMAPMailbox(server.settings).messages(after: nil, limit: 10)
        #expect(batch.texts == [text, "", "three"])
        #expect(batch.position == IMAPPosition(validity: 7, uid: 3))
    }

    @Test func `a mailbox that was renumbered is read from its beginning`() async throws {
        let server = try await IMAPServer(
            Script(validity: 7, messages: ["41": "old"]),
            Script(validity: 8, messages: ["1": "old", "2": "new"])
        )
        let mailbox = try IMAPMailbox(server.settings)
        let first = try await mailbox.messages(after: nil, limit: 10)
        #expect(first.position == IMAPPosition(validity: 7, uid: 41))
        let second = try await mailbox.messages(after: first.position, limit: 10)
        #expect(second.texts == ["old", "new"])
        #expect(second.position == IMAPPosition(validity: 8, uid: 2))
    }

    @Test func `a message is marked as seen if the server can't move it`() async throws {
        let server = try await IMAPServer(Script(messages: ["1": "one", "2": "two"], answers: ["MOVE": "BAD what?"]))
        var settings = server.settings
        settings.doneFolder = "Done"
        let mailbox = try IMAPMailbox(settings)
        try await mailbox.finish(IMAPPosition(validity: 7, uid: 1))
        try await mailbox.finish(IMAPPosition(validity: 7, uid: 2))
        let seen = try await server.wait(for: "command UID STORE 2")
        #expect(seen.contains("command UID STORE 1 +FLAGS.SILENT (\\Seen)"))
        #expect(seen.count { $0.hasPrefix("command UID MOVE") } == 1)
    }

    @Test func `a message is not marked as seen if the server refuses to move it`() async throws {
        let server = try await IMAPServer(Script(messages: ["1": "one"], answers: ["MOVE": "NO [TRYCREATE] no"]))
        var settings = server.settings
        settings.doneFolder = "Done"
        let mailbox = try IMAPMailbox(settings)
        await #expect(throws: MailError.mailbox(.folderMissing("Done"))) {
            try await mailbox.finish(IMAPPosition(validity: 7, uid: 1))
        }
    }

    @Test func `an unsolicited flag change is not taken for the message`() async throws {
        let flags = "* 1 FETCH (FLAGS (\\Seen))"
        let server = try await IMAPServer(
            Script(messages: ["1": "one"], answers: ["FETCH": "before \(flags)"]),
            Script(messages: ["1": "one"])
        )
        #expect(try await IMAPMailbox(server.settings).messages(after: nil, limit: 1).texts == ["one"])
    }

    @Test func `a message that the server sends in a wrong form is skipped`() async throws {
        let answers = ["FETCH": "before * 1 FETCH (UID 1 BODY[] \"one\")"]
        let server = try await IMAPServer(Script(messages: ["1": "one"], answers: answers))
        let batch = try await IMAPMailbox(server.settings).messages(after: nil, limit: 1)
        #expect(batch.texts == ["unreadable"])
        #expect(batch.position.uid == 1)
    }

    @Test func `a message that vanished in the meantime is not returned`() async throws {
        let server = try await IMAPServer(Script(messages: ["1": "one"], answers: ["FETCH": "missing"]))
        let batch = try await IMAPMailbox(server.settings).messages(after: nil, limit: 1)
        #expect(batch.texts == [])
        #expect(!batch.hasMore)
    }

    @Test func `large numbers and gaps cause no problem`() async throws {
        let numbers = (4_294_960_000...4_294_962_999).map { "\($0)" } + ["4294967294"]
        let texts = Dictionary(uniqueKeysWithValues: numbers.map { ($0, "x") })
        let server = try await IMAPServer(Script(nextUID: 4_294_967_295, messages: texts))
        let mailbox = try IMAPMailbox(server.settings)
        let start = IMAPPosition(validity: 7, uid: 4_294_962_998)
        #expect(try await mailbox.messages(after: start, limit: 10).uids == [4_294_962_999, 4_294_967_294])
        #expect(try await mailbox.messages(after: nil, limit: 1).uids == [4_294_960_000])
    }

    @Test func `a server that does not report the next number is asked for the last one`() async throws {
        let server = try await IMAPServer(Script(nextUID: 0, messages: ["5": "five", "9": "nine"]))
        let mailbox = try IMAPMailbox(server.settings)
        let batch = try await mailbox.messages(after: IMAPPosition(validity: 7, uid: 5), limit: 10)
        #expect(batch.texts == ["nine"])
        #expect(try await mailbox.messages(after: batch.position, limit: 10).texts == [])
    }

    @Test func `a mailbox without a UIDVALIDITY is not read`() async throws {
        let server = try await IMAPServer(Script(validity: nil, messages: ["1": "one"]))
        #expect(await (try IMAPMailbox(server.settings)).problem()?.isUnavailable == true)
    }

    @Test func `a hundred broken connections leave no descriptor open`() async throws {
        let server = try await IMAPServer(Script(messages: ["1": "one"], answers: ["FETCH": "drop 2"]))
        let mailbox = try IMAPMailbox(server.settings)
        _ = await mailbox.problem()
        let before = try Descriptors.open()
        for _ in 1...100 { _ = await mailbox.problem() }
        // Other tests open and close descriptors at the same time.
        #expect(try Descriptors.open() < before + 90)
    }
}

extension MailboxProblem {
    fileprivate var isUnavailable: Bool {
        if case .unavailable = self { true } else { false }
    }
}
