import Foundation
import Mail
import Synchronization
import Testing

@Suite(.serialized) struct SMTPWorkerTests {
    init() throws {
        try SMTPWorker.prepareProcess()
    }

    /// What the server does wrong, and what becomes of the message.
    static let faults: [(rules: FaultServer.Rules, outcome: String)] = [
        ([:], "sent 250"),
        (["EHLO": "close"], "relay unavailable 0"),
        (["EHLO": "502 5.5.1 no"], "relay unavailable 502"),
        (["GREETING": "421 4.3.2 busy"], "relay unavailable 421"),
        (["GREETING": "554 5.7.1 go away"], "relay unavailable 554"),
        (["GREETING": "close"], "relay unavailable 0"),
        (["MAIL": "451 4.3.0 later"], "relay unavailable 451"),
        (["MAIL": "530 5.7.0 Must issue a STARTTLS command first"], "relay unavailable 530"),
        (["MAIL": "552 5.3.4 too big"], "refused 552"),
        (["RCPT": "450 4.2.1 greylisted"], "deferred 450"),
        (["RCPT": "421 4.7.0 closing"], "relay unavailable 421"),
        (["RCPT": "550 5.1.1 no such user"], "bad address 550"),
        (["RCPT": "550-5.1.1 no such user,\n550 5.1.1 really"], "bad address 550"),
        (["RCPT": "550 no such user"], "bad address 550"),
        (["RCPT": "550 relay not permitted"], "refused 550"),
        (["RCPT": "550 5.7.1 refused by policy"], "refused 550"),
        (["RCPT": "552 5.2.2 mailbox full"], "refused 552"),
        (["RCPT": "close"], "deferred 0"),
        (["DATA": "451 4.3.0 later"], "deferred 451"),
        (["DATA": "554 5.5.1 no"], "refused 554"),
        (["DATA": "close"], "deferred 0"),
        (["END": "451 4.7.1 greylisted"], "deferred 451"),
        (["END": "421 4.3.2 shutting down"], "deferred 421"),
        (["END": "550 5.1.1 no such user after all"], "bad address 550"),
        (["END": "550 looks like spam"], "refused 550"),
        (["END": "554-5.6.0 first line\n554 5.6.0 second line"], "refused 554"),
        (["END": "251 taken"], "sent 251"),
        (["END": "354 what now"], "ambiguous 354"),
        (["END": "close"], "ambiguous 0"),
    ]

    @Test(arguments: faults)
    func `every answer of a relay has its outcome`(rules: FaultServer.Rules, outcome: String) async throws {
        let server = try await FaultServer(rules)
        let worker = try SMTPWorker(server.settings)
        let delivery = try await worker.sendSample()
        #expect(delivery.outcome == outcome, "\(delivery)")
    }

    @Test(arguments: [
        ("GREETING", "relay unavailable 0"), ("RCPT", "deferred 0"), ("END", "ambiguous 0"),
    ])
    func `a relay that falls silent has its outcome too, and is left at once`(
        step: String,
        outcome: String
    ) async throws {
        let server = try await FaultServer([step: "silence"], [:])
        var settings = server.settings
        settings.timeouts.response = .seconds(60)
        settings.timeouts.total = .seconds(2)
        let worker = try SMTPWorker(settings)
        var deliveries: [String] = []
        let time = try await ContinuousClock().measure {
            deliveries.append(try await worker.sendSample().outcome)
            deliveries.append(try await worker.sendSample().outcome)
        }
        #expect(deliveries == [outcome, "sent 250"])
        #expect(time < .seconds(20))
    }

    @Test func `a refused connection leaves the message untouched`() async throws {
        var settings = SMTPSettings(host: "127.0.0.1", port: 1)
        settings.security = .none
        let delivery = try await SMTPWorker(settings).sendSample()
        #expect(delivery.outcome == "relay unavailable 0")
        #expect(delivery.reply.text.contains("connect"))
    }

    @Test func `a text that is cut off has not been accepted`() async throws {
        let server = try await FaultServer(["DATA": "drop 1000"])
        let message = try EncodedMessage(String(repeating: "0123456789abcdef\r\n", count: 500_000))
        let delivery = await (try SMTPWorker(server.settings)).send(message, envelope: try .sample) {}
        #expect(delivery.outcome == "deferred 0", "\(delivery)")
    }

    @Test func `the relay gets the bytes, and we its queue id`() async throws {
        let server = try await FaultServer(["EXTENSIONS": "SIZE 1000000"])
        let worker = try SMTPWorker(server.settings)
        let message = try EncodedMessage("Subject: dots\r\n\r\n.\r\n..\r\n.end \r\n\r\n")
        let delivery = await worker.send(message, envelope: try .sample) {}
        let reply = SMTPReply(code: 250, status: "2.0.0", text: "2.0.0 Ok: queued as Q1")
        #expect(delivery == .sent(reply, queueID: "Q1"))
        await worker.hangUp()
        let stuffed = "Subject: dots\r\n\r\n..\r\n...\r\n..end \r\n\r\n"
        #expect(
            try await server.wait(for: "closed") == [
                "connection 1", "command EHLO hop.example",
                "command MAIL FROM:<bounce@hop.example> SIZE=\(message.bytes.count)",
                "command RCPT TO:<guest@example.net>", "command DATA",
                "message " + stuffed.utf8.map { String($0, radix: 16).leftPadded }.joined(),
                "command QUIT", "closed",
            ]
        )
    }

    @Test func `the null sender is sent as such`() async throws {
        let server = try await FaultServer(["EXTENSIONS": ""])
        let envelope = try Envelope(sender: "", recipient: "guest@example.net")
        #expect(await (try SMTPWorker(server.settings)).send(try .sample, envelope: envelope) {}.outcome == "sent 250")
        #expect(try await server.wait(for: "command MAIL").last == "command MAIL FROM:<>")
    }

    @Test func `the caller is asked once, before the text, and may withdraw`() async throws {
        struct Withdrawn: Error {}
        let server = try await FaultServer([:])
        let worker = try SMTPWorker(server.settings)
        #expect(try await worker.sendSample { throw Withdrawn() }.outcome == "withdrawn 0")
        await worker.hangUp()
        #expect(try await server.wait(for: "closed").contains { $0.hasPrefix("message") } == false)
        let count = Counter()
        _ = try await worker.sendSample { count.increase() }
        #expect(count.value == 1)
    }

    @Test(arguments: ["GREETING", "EHLO", "MAIL", "RCPT", "DATA"])
    func `the caller is not asked while the message cannot be accepted`(step: String) async throws {
        let server = try await FaultServer([step: "550 5.7.1 no"])
        let count = Counter()
        _ = try await SMTPWorker(server.settings).sendSample { count.increase() }
        #expect(count.value == 0)
    }

    @Test func `stopping ends even the wait for the last answer`() async throws {
        let server = try await FaultServer(["END": "silence"])
        let worker = try SMTPWorker(server.settings)
        let time = try await ContinuousClock().measure {
            async let delivery = worker.sendSample()
            try await server.wait(for: "message")
            worker.stop()
            #expect(try await delivery.outcome == "ambiguous 0")
        }
        #expect(time < .seconds(10))
        #expect(try await worker.sendSample().outcome == "relay unavailable 0")
    }
}

private final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .relaxed) }

    func increase() {
        count.add(1, ordering: .relaxed)
    }
}

extension String {
    fileprivate var leftPadded: String { count < 2 ? "0" + self : self }
}
