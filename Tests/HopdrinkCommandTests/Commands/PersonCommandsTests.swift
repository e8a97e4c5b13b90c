import Testing

@testable import HopdrinkCommand

struct PersonCommandsTests {
    private func report(_ erased: Bool, _ counts: (String, Int)...) -> String {
        ForgetReport(erased: erased, sections: counts.map { ForgetReport.Section(name: $0.0, count: $0.1) }).text
    }

    @Test func `what would go is said before it goes`() {
        #expect(
            report(false, ("answers", 2), ("letters", 11))
                == "This would go:\nanswers  2\nletters  11\nErase it with --yes.\n")
        #expect(report(true, ("answers", 2)) == "Erased:\nanswers  2\n")
        #expect(report(false) == "Nothing is held of this address.\n")
    }

    @Test func `what is written of hosts stays, and is said to`() {
        #expect(
            report(true, ("letters", 1), ("roles", 1)).hasSuffix(
                "What is written of hosts and representatives stays.\n"))
        #expect(!report(true, ("letters", 1), ("roles", 1)).contains("roles  1"))
    }

    @Test func `only a mail address is taken`() {
        #expect(PersonArgument(argument: "ada@example.org")?.text == "ada@example.org")
        #expect(PersonArgument(argument: "ada") == nil)
    }

    @Test func `the document comes as the daemon wrote it`() throws {
        let daemon = try FakeDaemon(answering: "200 OK", "{\n}\n")
        defer { daemon.stop() }
        #expect(try daemon.client.export(of: "ada@example.org") == Array("{\n}\n".utf8))
        #expect(
            daemon.request.hasPrefix("POST /holdings/export ")
                && daemon.request.hasSuffix("{\"address\":\"ada@example.org\"}"))
    }
}
