import Testing

@testable import HopdrinkCommand

struct PersonCommandsTests {
    private func report(_ erased: Bool, _ counts: (String, Int)...) -> String {
        ForgetReport(erased: erased, sections: counts.map { ForgetReport.Section(name: $0.0, count: $0.1) }).text
    }

    @Test func `the report shows what would be deleted before it is deleted`() {
        #expect(
            report(false, ("answers", 2), ("letters", 11))
                == "This would go:\nanswers  2\nletters  11\nDelete it with --yes.\n")
        #expect(report(true, ("answers", 2)) == "Deleted:\nanswers  2\n")
        #expect(report(false) == "Nothing is stored about this address.\n")
    }

    @Test func `text about hosts stays, and the report says so`() {
        #expect(
            report(true, ("letters", 1), ("roles", 1)).hasSuffix(
                "What is written about hosts and representatives stays.\n"))
        #expect(!report(true, ("letters", 1), ("roles", 1)).contains("roles  1"))
    }

    @Test func `unreachable files and other places are named`() {
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

    @Test func `only an email address is accepted`() {
        #expect(PersonArgument(argument: "ada@example.org")?.text == "ada@example.org")
        #expect(PersonArgument(argument: "ada") == nil)
    }

    @Test func `the export is passed on exactly as the daemon wrote it`() throws {
        let daemon = try FakeDaemon(answering: "200 OK", "{\n}\n")
        defer { daemon.stop() }
        #expect(try daemon.client.export(of: "ada@example.org") == Array("{\n}\n".utf8))
        #expect(
            daemon.request.hasPrefix("POST /personal-data/export ")
                && daemon.request.hasSuffix("{\"address\":\"ada@example.org\"}"))
    }
}
