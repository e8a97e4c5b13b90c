import ArgumentParser
import Foundation
import Glibc
import Testing

@testable import HopdrinkCommand

@Suite struct MailInTests {
    private static let message = Array("From: ada@example.org\r\n\r\nHello.\r\n".utf8)

    @Test func `a message is passed on with its envelope`() throws {
        let daemon = try FakeDaemon(answering: "200 OK", "{\"outcome\":\"gone\"}")
        let envelope = ["Envelope-Sender": "", "Envelope-Recipient": "post+x@hopdrink.test"]
        try daemon.client.handOver(Self.message, envelope)
        let request = daemon.request
        #expect(request.hasPrefix("POST /mail HTTP/1.1\r\n"))
        #expect(request.contains("\r\nContent-Type: message/rfc822\r\n"))
        #expect(request.contains("\r\nEnvelope-Recipient: post+x@hopdrink.test\r\nEnvelope-Sender: \r\n"))
        #expect(request.contains("\r\nContent-Length: \(Self.message.count)\r\n"))
        #expect(request.hasSuffix("\r\n\r\nFrom: ada@example.org\r\n\r\nHello.\r\n"))
    }

    @Test func `an address that could end the header line is left out`() throws {
        let daemon = try FakeDaemon(answering: "200 OK", "{}")
        try daemon.client.handOver(
            Self.message, ["Envelope-Sender": "a\r\nX: y", "Envelope-Recipient": "é@example.org"])
        #expect(!daemon.request.contains("Envelope"))
    }

    @Test(arguments: [
        ("503 Service Unavailable", EX_TEMPFAIL), ("500 Internal Server Error", EX_TEMPFAIL),
        ("429 Too Many Requests", EX_TEMPFAIL), ("422 Unprocessable Content", EX_DATAERR),
        ("413 Content Too Large", EX_DATAERR), ("409 Conflict", EX_CONFIG), ("404 Not Found", EX_TEMPFAIL),
        ("nonsense", EX_TEMPFAIL),
    ])
    func `the mail system tries again if that may help`(status: String, exitCode: Int32) throws {
        let client = try FakeDaemon(answering: status, "{}").client
        do throws(ControlError) {
            try client.handOver(Self.message, [:])
            Issue.record("it was taken")
        } catch {
            #expect(MailInFailure(error).exitCode == exitCode)
        }
    }

    @Test func `a missing daemon makes the mail system try again`() throws {
        let client = ControlClient(socket: "\(try TemporaryFolder().path)/none.sock")
        do throws(ControlError) {
            try client.handOver(Self.message, [:])
            Issue.record("it was taken")
        } catch {
            #expect(MailInFailure(error).exitCode == EX_TEMPFAIL)
            #expect(MailInFailure(error).sentence.contains("not running"))
        }
    }

    @Test func `a forbidden socket, a large message and a bad configuration have exit codes of their own`() {
        #expect(MailInFailure(.notAllowed(socket: "x")).exitCode == EX_NOPERM)
        #expect(MailInFailure.tooLarge.exitCode == EX_DATAERR)
        #expect(MailInFailure.configuration(["a", "b"]).exitCode == EX_CONFIG)
    }

    @Test(
        arguments: [
            ([], [:], [:]),
            (
                [], ["SENDER": "a@b.example", "ORIGINAL_RECIPIENT": "c@d.example"],
                ["Envelope-Sender": "a@b.example", "Envelope-Recipient": "c@d.example"]
            ),
            (
                ["--sender", "x@y.example", "--recipient", "z@y.example"], ["SENDER": "a@b.example"],
                ["Envelope-Sender": "x@y.example", "Envelope-Recipient": "z@y.example"]
            ),
            (["--sender", "MAILER-DAEMON"], [:], ["Envelope-Sender": ""]),
            (["--sender", "<>"], [:], ["Envelope-Sender": ""]),
            (["--sender", ""], ["SENDER": "a@b.example"], ["Envelope-Sender": ""]),
        ] as [([String], [String: String], [String: String])])
    func `the envelope comes from the options, else from the variables of local delivery`(
        arguments: [String], environment: [String: String], fields: [String: String]
    ) throws {
        #expect(try MailIn.parse(arguments).envelope(in: environment) == fields)
    }

    @Test func `a message is read to its end, up to a max size`() throws {
        let folder = try TemporaryFolder()
        let sizes = [
            (0, MailInFailure.noMessage), (MailInFailure.maxBytes, nil), (MailInFailure.maxBytes + 1, .tooLarge),
        ]
        for (size, failure) in sizes as [(Int, MailInFailure?)] {
            let path = "\(folder.path)/message"
            try Data(repeating: 0x61, count: size).write(to: URL(filePath: path))
            let descriptor = open(path, O_RDONLY)
            defer { close(descriptor) }
            do throws(MailInFailure) {
                let message = try MailInFailure.message(on: descriptor)
                #expect(message.count == size && failure == nil)
            } catch {
                #expect(error == failure)
            }
        }
    }

    @Test func `the filters of the outbox are in the path`() throws {
        #expect(try MailList.parse([]).path == "/letters")
        #expect(
            try MailList.parse(["--all", "--kind", "promoted", "--state", "dead"]).path
                == "/letters?all=true&kind=promoted&state=dead")
        #expect(throws: (any Error).self) { try MailList.parse(["--kind", "nonsense"]) }
        #expect(throws: (any Error).self) { try MailShow.parse(["../tokens"]) }
        #expect(try MailShow.parse(["00000000000000000000000000"]).id.text.count == 26)
    }

    @Test func `a letter is shown in rows, without missing values`() throws {
        let body = """
            {"id":"1","kind":"going","state":"dead","due":"d","queued":"q","deadline":"e","attempts":2,
            "may_have_arrived":false,"answer":"550","recipient":"ada@example.org"}
            """
        let letter = try FakeDaemon(answering: "200 OK", body).client.get("/letters/1", as: LetterDetail.self)
        #expect(
            letter.rows.map(\.[0]) == [
                "ID", "KIND", "STATE", "RECIPIENT", "DUE", "QUEUED", "DEADLINE", "TRIES", "LAST ANSWER",
            ])
    }
}
