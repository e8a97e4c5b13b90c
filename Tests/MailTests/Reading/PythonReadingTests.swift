import Foundation
import TestProcesses
import Testing

@testable import Mail

@Suite(.serialized) struct PythonReadingTests {
    /// The facts of a message that are compared.
    struct Seen: Decodable, Equatable {
        struct Calendar: Decodable, Equatable {
            let method: String?
            let text: String
        }

        let messageID: String?
        let from: String?
        let recipients: [String]
        let subject: String
        let date: Double?
        let references: [String]
        let calendars: [Calendar]
        let plainText: String?
    }

    @Test func `random messages are read as Python reads them`() async throws {
        var random = SeededGenerator(seed: 3)
        let messages = (0..<1_000).map { _ in GeneratedMessage(&random).bytes }
        try await Self.compare(messages)
    }

    @Test func `the samples are read as Python reads them`() async throws {
        try await Self.compare([MailSample.google, MailSample.apple, MailSample.thunderbird])
    }

    private static func compare(_ messages: [[UInt8]]) async throws {
        let python = try ChildProcess(python: "read_messages.py")
        try python.write(messages.map { Data($0).base64EncodedString() + "\n" }.joined().utf8)
        let expected = try JSONDecoder().decode([Seen].self, from: try await python.remainingOutput())
        #expect(expected.count == messages.count)
        for (bytes, expected) in zip(messages, expected) {
            let seen = try Seen(ReceivedMessage(reading: bytes))
            #expect(seen == expected, "\(String(decoding: bytes, as: UTF8.self))")
        }
    }
}

extension PythonReadingTests.Seen {
    init(_ message: ReceivedMessage) {
        self.init(
            messageID: message.messageID, from: message.from, recipients: message.recipients, subject: message.subject,
            date: message.date?.timeIntervalSince1970, references: message.references,
            calendars: message.calendars.map { .init(method: $0.method, text: $0.text.withoutLastLineEnds) },
            plainText: message.plainText?.withoutLastLineEnds)
    }
}

extension String {
    fileprivate var withoutLastLineEnds: String {
        let end = unicodeScalars.lastIndex { $0 != "\r" && $0 != "\n" }
        return end.map { String(unicodeScalars[...$0]) } ?? ""
    }
}
