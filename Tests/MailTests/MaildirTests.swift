import Foundation
import Mail
import Testing

@Suite struct MaildirTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "maildir-\(UUID().uuidString)").path

    @Test func `every message becomes a file of its own in new`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }  // a leftover in the temporary folder harms nobody
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

    @Test func `a message that is withdrawn is not written`() async throws {
        struct Withdrawn: Error {}
        let transport = MaildirTransport(Maildir(path: path))
        let delivery = await transport.send(try .sample, envelope: try .sample) { throw Withdrawn() }
        #expect(delivery.outcome == "withdrawn 0")
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a folder that cannot be made is reported`() throws {
        #expect(throws: MailError.file(path: "/proc/none/tmp", errno: ENOENT)) {
            try Maildir(path: "/proc/none").deliver(EncodedMessage("a\r\n"))
        }
    }
}
