import Foundation
import Mail
import Synchronization
import Testing

@Suite(.serialized) struct SMTPWorkerTests {
    init() throws {
        try SMTPWorker.prepareProcess()
    }

    @Test(arguments: [
        ("GREETING", "relay unavailable 0"), ("RCPT", "deferred 0"), ("END", "ambiguous 0"),
    ])
    func `a relay that falls silent has its outcome, and the connection is dropped at once`(
        step: String,
        outcome: String
    ) async throws {
        let server = try await FaultServer([step: "silence"], [:])
        var settings = server.settings
        settings.timeouts.response = .seconds(60)
        settings.timeouts.total = .seconds(15)
        let worker = try SMTPWorker(settings)
        var deliveries: [String] = []
        let time = try await ContinuousClock().measure {
            deliveries.append(try await worker.sendSample().outcome)
            deliveries.append(try await worker.sendSample().outcome)
        }
        #expect(deliveries == [outcome, "sent 250"])
        #expect(time < .seconds(58))
    }

    @Test func `the relay gets the exact bytes, and its queue id is returned`() async throws {
        let server = try await FaultServer(["EXTENSIONS": "SIZE 1000000"])
        let worker = try SMTPWorker(server.settings)
        let message = try EncodedMessage("Subject: dots\r\n\r\n.\r\n..\r\n.end \r\n\r\n")
        let delivery = await worker.send(message, envelope: try .sample) {}
        let reply = SMTPReply(code: 250, status: "2.0.0", text: "2.0.0 Ok: queued as Q1")
        #expect(delivery == .sent(reply, queueID: "Q1"))
        await worker.disconnect()
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

    @Test func `a null sender is sent as an empty address`() async throws {
        let server = try await FaultServer(["EXTENSIONS": ""])
        let envelope = try Envelope(sender: "", recipient: "guest@example.net")
        #expect(await (try SMTPWorker(server.settings)).send(try .sample, envelope: envelope) {}.outcome == "sent 250")
        #expect(try await server.wait(for: "command MAIL").last == "command MAIL FROM:<>")
    }

    @Test func `the caller is asked once, before the text, and may withdraw the message`() async throws {
        struct Withdrawn: Error {}
        let server = try await FaultServer([:])
        let worker = try SMTPWorker(server.settings)
        #expect(try await worker.sendSample { throw Withdrawn() }.outcome == "withdrawn 0")
        await worker.disconnect()
        #expect(try await server.wait(for: "closed").contains { $0.hasPrefix("message") } == false)
        let count = Counter()
        _ = try await worker.sendSample { count.increase() }
        #expect(count.value == 1)
    }

    @Test(arguments: ["GREETING", "EHLO", "MAIL", "RCPT", "DATA"])
    func `the caller is not asked if the relay refuses an earlier step`(step: String) async throws {
        let server = try await FaultServer([step: "550 5.7.1 no"])
        let count = Counter()
        _ = try await SMTPWorker(server.settings).sendSample { count.increase() }
        #expect(count.value == 0)
    }

    @Test func `the text waits until the caller has finished its work`() async throws {
        let server = try await FaultServer([:])
        let (steps, step) = AsyncStream.makeStream(of: Void.self)
        let worker = try SMTPWorker(server.settings)
        async let delivery = worker.sendSample {
            for await _ in steps { return }
        }
        #expect(try await server.wait(for: "command DATA").contains { $0.hasPrefix("message") } == false)
        step.yield()
        #expect(try await delivery.outcome == "sent 250")
    }

    @Test func `stopping in the middle of the text leaves the relay without a complete message`()
        async throws
    {
        let server = try await FaultServer(["DATA": "stall 1000"])
        let worker = try SMTPWorker(server.settings)
        let message = try EncodedMessage(String(repeating: "0123456789abcdef\r\n", count: 500_000))
        async let delivery = worker.send(message, envelope: try .sample) {}
        try await server.wait(for: "stalled")
        worker.stop()
        #expect(try await delivery.outcome == "relay unavailable 0")
    }

    @Test func `a silent relay delays neither the end of a connection nor the end of a worker`()
        async throws
    {
        let server = try await FaultServer(["END": "silence"])
        var settings = server.settings
        settings.timeouts.total = .seconds(8)
        let time = try await ContinuousClock().measure {
            let worker = try SMTPWorker(settings)
            #expect(try await worker.sendSample().outcome == "ambiguous 0")
            await worker.disconnect()
        }
        #expect(time < .seconds(30))
    }

    @Test func `stopping ends even the wait for the final reply`() async throws {
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
