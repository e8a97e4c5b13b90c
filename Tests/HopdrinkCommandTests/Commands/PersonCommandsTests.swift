import Testing

@testable import HopdrinkCommand

struct PersonCommandsTests {
    private func report(_ erased: Bool, _ counts: (String, Int)...) -> String {
        ForgetReport(erased: erased, sections: counts.map { ForgetReport.Section(name: $0.0, count: $0.1) }).text
    }

    @Test func `what would go is said before it goes`() {
        #expect(
            report(false, ("answers", 2), ("letters", 11))
                == "This would go:\nanswers  2\nletters  11\nDelete it with --yes.\n")
        #expect(report(true, ("answers", 2)) == "Deleted:\nanswers  2\n")
        #expect(report(false) == "Nothing is stored about this address.\n")
    }

    @Test func `what is written of hosts stays, and is said to`() {
        #expect(
            report(true, ("letters", 1), ("roles", 1)).hasSuffix(
                "What is written about hosts and representatives stays.\n"))
        #expect(!report(true, ("letters", 1), ("roles", 1)).contains("roles  1"))
    }

    @Test func `what can't be reached is named`() {
        var report = ForgetReport(erased: true, sections: [ForgetReport.Section(name: "files", count: 3)])
        report.unreached = ["/var/lib/hopdrink/mail/new/1.eml"]
        report.beyond = ["Emails that came in stay in the mailbox at imap.example.org."]
        #expect(
            report.text == """
                Deleted:
                files  3
                These can't be reached, and may hold emails to the address:
                  /var/lib/hopdrink/mail/new/1.eml
                Emails that came in stay in the mailbox at imap.example.org.

                """)
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
            daemon.request.hasPrefix("POST /personal-data/export ")
                && daemon.request.hasSuffix("{\"address\":\"ada@example.org\"}"))
    }
}
