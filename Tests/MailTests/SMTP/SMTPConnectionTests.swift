import Mail
import Testing

/// Tests of the state that a connection keeps between messages.
@Suite(.serialized) struct SMTPConnectionTests {
    init() throws {
        try SMTPWorker.prepareProcess()
    }

    @Test func `messages share a connection`() async throws {
        let server = try await FaultServer([:])
        let worker = try SMTPWorker(server.settings)
        for _ in 1...3 {
            #expect(try await worker.sendSample().outcome == "sent 250")
        }
        await worker.disconnect()
        let seen = try await server.wait(for: "closed")
        #expect(seen.count { $0.hasPrefix("connection") } == 1)
        #expect(seen.count { $0.hasPrefix("message") } == 3)
    }

    @Test func `a connection is replaced after a hundred messages`() async throws {
        let server = try await FaultServer([:])
        let worker = try SMTPWorker(server.settings)
        for _ in 1...101 {
            #expect(try await worker.sendSample().outcome == "sent 250")
        }
        let seen = try await server.wait(for: "connection 2")
        #expect(seen.count { $0.hasPrefix("message") } == 100)
        #expect(seen.contains("command QUIT"))
    }

    @Test func `a connection is kept after a refused text`() async throws {
        let server = try await FaultServer(["END": "550 5.7.1 no"])
        let worker = try SMTPWorker(server.settings)
        for _ in 1...2 {
            #expect(try await worker.sendSample().outcome == "refused 550")
        }
        await worker.disconnect()
        #expect(try await server.wait(for: "closed").count { $0.hasPrefix("connection") } == 1)
    }

    @Test func `an idle connection that the relay closed is replaced without an error`() async throws {
        let server = try await FaultServer([:])
        let worker = try SMTPWorker(server.settings)
        #expect(try await worker.sendSample().outcome == "sent 250")
        try await server.disconnect()
        #expect(try await worker.sendSample().outcome == "sent 250")
    }

    @Test(arguments: ["554 5.7.1 the first one is refused", "250 2.0.0 the first one is taken"])
    func `a late reply to one message is not taken for the reply to the next`(late: String) async throws {
        let server = try await FaultServer(
            ["END": "hold \(late)"], ["RCPT": "450 4.2.1 the second one has to wait"], [:])
        var settings = server.settings
        settings.timeouts.response = .seconds(2)
        let worker = try SMTPWorker(settings)
        #expect(try await worker.sendSample().outcome == "ambiguous 0")
        #expect(try await worker.sendSample().outcome == "deferred 450")
        #expect(try await worker.sendSample().outcome == "sent 250")
    }

    @Test func `a hundred broken connections leave no descriptor open`() async throws {
        let server = try await FaultServer(["END": "close"])
        let worker = try SMTPWorker(server.settings)
        _ = try await worker.sendSample()
        let before = try Descriptors.open()
        for _ in 1...100 {
            _ = try await worker.sendSample()
        }
        // Other tests open and close descriptors at the same time.
        #expect(try Descriptors.open() < before + 90)
    }
}
