import Foundation
import Mail
import Testing

@Suite struct MaildirTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "maildir-\(UUID().uuidString)").path

    @Test func `every message becomes a separate file in new`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }  // a file left in the temporary folder does no harm
        let message = try EncodedMessage("Subject: hello\r\n\r\nhello\r\n")
        let maildir = Maildir(path: path)
        try maildir.deliver(message)
        try maildir.deliver(message)
        let files = try FileManager.default.contentsOfDirectory(atPath: "\(path)/new")
        #expect(files.count == 2)
        for file in files {
            #expect(file.hasSuffix(".eml"))
            #expect(FileManager.default.contents(atPath: "\(path)/new/\(file)") == Data(message.bytes))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(path)/tmp") == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(path)/cur") == [])
    }

    @Test func `a withdrawn message is not written`() async throws {
        struct Withdrawn: Error {}
        let transport = MaildirTransport(Maildir(path: path))
        let delivery = await transport.send(try .sample, envelope: try .sample) { throw Withdrawn() }
        #expect(delivery.outcome == "withdrawn 0")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    private func written(to name: String?, _ address: String, replyTo: String? = nil) throws -> EncodedMessage {
        var message = Message(
            from: try Mailbox(name: "Hopdrink", address: "post@hop.example"),
            to: try Mailbox(name: name, address: address),
            subject: "Hello", messageID: "a.b@hop.example", date: Date(timeIntervalSince1970: 0),
            plain: "To: ada@example.org\n", html: "<p>To: ada@example.org</p>\n"
        )
        message.replyTo = try replyTo.map { try Mailbox(name: nil, address: $0) }
        return try message.encoded()
    }

    private func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0.contains(".eml") }
    }

    @Test func `messages to a person are found and erased, wherever a reader has moved them`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }  // as above
        let maildir = Maildir(path: path)
        let long = String(repeating: "Zoé ", count: 30)
        for name in [nil, "Ada", long] { try maildir.deliver(try written(to: name, "Ada@example.org")) }
        try maildir.deliver(try written(to: "Roy", "roy@example.org", replyTo: "ada@example.org"))
        let others = ["ada@example.org.example.com", "xada@example.org", "bob@example.org"]
        for other in others { try maildir.deliver(try written(to: "ada@example.org", other)) }
        let mine = try files().filter { file in
            let text = try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
            return text.contains("<Ada@") || text.contains("To: Ada@") || text.contains("Reply-To: ada@")
        }
        #expect(mine.count == 4)
        try FileManager.default.createDirectory(atPath: "\(path)/.Archive/cur", withIntermediateDirectories: true)
        for (file, place) in zip(mine, ["cur", ".Archive/cur"]) {
            let name = file.split(separator: "/").last.map(String.init) ?? ""
            try FileManager.default.moveItem(atPath: "\(path)/\(file)", toPath: "\(path)/\(place)/\(name):2,RS")
        }
        #expect(maildir.search(for: "ada@example.org", erasing: false) == MaildirSearch(count: 4))
        #expect(try files().count == 7)
        #expect(maildir.search(for: "ada@example.org", erasing: true) == MaildirSearch(count: 4))
        #expect(try files().count == 3)
        #expect(maildir.search(for: "ada@example.org", erasing: true) == MaildirSearch())
    }

    @Test func `files of others are left alone, and our own unreadable files are named`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }  // as above
        let maildir = Maildir(path: path)
        try maildir.deliver(try written(to: nil, "bob@example.org"))
        let bytes = Data(try written(to: nil, "ada@example.org").bytes)
        for name in ["note.eml", "1.host,U=3:2,S", "1.\(UUID().uuidString).txt"] {
            _ = FileManager.default.createFile(atPath: "\(path)/new/\(name)", contents: bytes)
        }
        let endless = "\(path)/cur/1.\(UUID().uuidString).eml"
        _ = FileManager.default.createFile(atPath: endless, contents: Data(repeating: 0x61, count: 100_000))
        let search = maildir.search(for: "ada@example.org", erasing: true)
        #expect(search == MaildirSearch(count: 0, unreached: [endless]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(path)/new").count == 4)
    }

    @Test func `a message to a person is not stored if their data is erased during the write`() async throws {
        let transport = MaildirTransport(Maildir(path: path))
        let delivery = await transport.send(try written(to: nil, "Ada@example.org"), envelope: try .sample) {
            _ = await transport.search(for: "guest@example.net", erasing: true)
        }
        #expect(delivery.outcome == "withdrawn 0")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a folder that can't be created is reported`() throws {
        #expect(throws: MailError.file(path: "/proc/none/tmp", errno: ENOENT)) {
            try Maildir(path: "/proc/none").deliver(EncodedMessage("a\r\n"))
        }
    }
}
