import Foundation
import Mail
import Testing

/// Tests against a real Dovecot.
@Suite(.serialized) struct IMAPMailboxTests {
    init() throws {
        try SMTPWorker.prepareProcess()
    }

    @Test func `an empty mailbox returns nothing, and later messages are found`() async throws {
        let server = try await Dovecot()
        let mailbox = try IMAPMailbox(server.settings)
        let empty = try await mailbox.messages(after: nil, limit: 10)
        #expect(empty.messages.isEmpty)
        #expect(!empty.hasMore)
        try server.deliver(["1": "Subject: one\n\nhello\n"])
        let batch = try await mailbox.messages(after: empty.position, limit: 10)
        #expect(batch.texts == ["Subject: one\r\n\r\nhello\r\n"])
        #expect(batch.position == batch.messages.last?.position)
    }

    @Test func `a large message arrives byte for byte`() async throws {
        let server = try await Dovecot()
        let lines = (1...8000).map { "A1 OK line \($0) * 1 FETCH {3} \u{FC}\u{20AC} )" }
        let text = "Subject: large\r\n\r\n" + lines.joined(separator: "\r\n") + "\r\n\u{0}"
        #expect(text.utf8.count > 300_000)
        // Dovecot replaces a NUL, which IMAP forbids, by 0x80.
        try server.deliver("1", Data(text.utf8))
        let batch = try await IMAPMailbox(server.settings).messages(after: nil, limit: 10)
        #expect(batch.messages.map(\.content) == [.bytes(text.utf8.map { $0 == 0 ? 0x80 : $0 })])
    }

    @Test func `only messages after the position are read`() async throws {
        let server = try await Dovecot()
        let mailbox = try IMAPMailbox(server.settings)
        try server.deliver(["1": "one\n", "2": "two\n", "3": "three\n"])
        let first = try await mailbox.messages(after: nil, limit: 2)
        #expect(first.messages.count == 2)
        #expect(first.hasMore)
        let second = try await mailbox.messages(after: first.position, limit: 2)
        #expect(second.messages.count == 1)
        #expect(!second.hasMore)
        #expect(Set(first.texts + second.texts) == ["one\r\n", "two\r\n", "three\r\n"])
        #expect(try await mailbox.messages(after: second.position, limit: 2).messages.isEmpty)
        try server.deliver(["4": "four\n"])
        #expect(try await mailbox.messages(after: second.position, limit: 2).texts == ["four\r\n"])
    }

    @Test func `two thousand messages are read in batches, each once and in order`() async throws {
        let server = try await Dovecot()
        for number in 1...2000 { try server.deliver("\(1_700_000_000 + number).x", Data("message \(number)\n".utf8)) }
        let mailbox = try IMAPMailbox(server.settings)
        let (messages, batches) = try await mailbox.all(limit: 300)
        #expect(batches == 7)
        #expect(messages.map(\.position.uid) == Array(1...2000))
        #expect(Set(messages.map(\.content)).count == 2000)
    }

    @Test(arguments: [("Done", "Done"), ("100% été", "100% &AOk-t&AOk-")])
    func `only the finished message is moved`(folder: String, nameOnDisk: String) async throws {
        let server = try await Dovecot()
        try server.deliver(["1": "one\n", "2": "two\n"])
        var settings = server.settings
        settings.doneFolder = folder
        let mailbox = try IMAPMailbox(settings)
        let batch = try await mailbox.messages(after: nil, limit: 10)
        #expect(try server.files(in: nameOnDisk).isEmpty)
        try await mailbox.finish(try #require(batch.messages.first).position)
        #expect(try server.files(in: nameOnDisk).count == 1)
        #expect(try await mailbox.messages(after: nil, limit: 10).messages == [batch.messages[1]])
        // A message that is already gone counts as finished.
        try await mailbox.finish(batch.messages[0].position)
        await mailbox.disconnect()
        try await mailbox.finish(batch.messages[1].position)
        #expect(try server.files().isEmpty)
    }

    @Test func `finished messages stay and are marked as seen if there is no folder for them`() async throws {
        let server = try await Dovecot()
        try server.deliver(["1": "one\n"])
        let mailbox = try IMAPMailbox(server.settings)
        let batch = try await mailbox.messages(after: nil, limit: 10)
        try await mailbox.finish(try #require(batch.messages.first).position)
        #expect(try server.files().map(\.lastPathComponent) == ["1:2,S"])
    }

    @Test func `a message with another UIDVALIDITY is not touched`() async throws {
        let server = try await Dovecot()
        try server.deliver(["1": "one\n"])
        var settings = server.settings
        settings.doneFolder = "Done"
        let mailbox = try IMAPMailbox(settings)
        let position = try #require(try await mailbox.messages(after: nil, limit: 10).messages.first).position
        try await mailbox.finish(IMAPPosition(validity: position.validity - 1, uid: position.uid))
        #expect(try server.files(in: "Done").isEmpty)
    }

    @Test func `a message that is too large is skipped, and the others are read`() async throws {
        let server = try await Dovecot()
        let large = String(repeating: "0123456789abcde\n", count: 100_000)
        try server.deliver(["1": "one\n"])
        let mailbox = try IMAPMailbox(server.limited(to: 100_000))
        let first = try await mailbox.messages(after: nil, limit: 10)
        try server.deliver(["2": large])
        let second = try await mailbox.messages(after: first.position, limit: 10)
        try server.deliver(["3": "three\n"])
        let third = try await mailbox.messages(after: first.position, limit: 10)
        #expect(first.texts + second.texts + third.texts == ["one\r\n", "too large", "too large", "three\r\n"])
        try await mailbox.finish(second.messages[0].position)
    }

    @Test(arguments: [IMAPSettings.Security.starttls, .imaps])
    func `an encrypted connection needs a trusted certificate`(
        security: IMAPSettings.Security
    ) async throws {
        let certificate = try await Certificate()
        let server = try await Dovecot(certificate: certificate)
        try server.deliver(["1": "one\n"])
        let settings = server.settings(security, caFile: certificate.path)
        #expect(try await IMAPMailbox(settings).messages(after: nil, limit: 1).texts == ["one\r\n"])
        let doubted = try IMAPMailbox(server.settings(security, caFile: nil))
        let problem = await doubted.problem()
        guard case .unavailable(let text) = problem else { return #expect(problem == .unavailable("")) }
        #expect(text.contains("certificate"))
    }

    @Test func `nothing is sent without encryption if encryption is required`() async throws {
        let server = try await Dovecot()
        let problem = await (try IMAPMailbox(server.settings(.starttls, caFile: nil))).problem()
        #expect(problem == .unavailable("STARTTLS not available."))
    }

    @Test func `a wrong password and a missing folder give different problems`() async throws {
        let server = try await Dovecot()
        var wrong = server.settings
        wrong.login = .init(user: wrong.login.user, password: "wrong")
        let refusal = "[AUTHENTICATIONFAILED] Authentication failed."
        #expect(await (try IMAPMailbox(wrong)).problem() == .loginRefused(refusal))
        var missing = server.settings
        missing.folder = "Nowhere"
        #expect(await (try IMAPMailbox(missing)).problem() == .folderMissing("Nowhere"))
    }

    @Test func `a missing folder for finished messages is named, and the message stays`() async throws {
        let server = try await Dovecot()
        try server.deliver(["1": "one\n"])
        var settings = server.settings
        settings.doneFolder = "No \"where\""
        let mailbox = try IMAPMailbox(settings)
        let batch = try await mailbox.messages(after: nil, limit: 10)
        await #expect(throws: MailError.mailbox(.folderMissing("No \"where\""))) {
            try await mailbox.finish(batch.messages[0].position)
        }
        #expect(try server.files().count == 1)
    }
}

extension Dovecot {
    fileprivate func limited(to bytes: Int) -> IMAPSettings {
        var settings = settings
        settings.messageLimit = bytes
        return settings
    }
}
