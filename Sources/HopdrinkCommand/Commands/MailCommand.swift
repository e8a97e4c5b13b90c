import ArgumentParser

struct MailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "Shows letters and puts right what went wrong with them, and tries the relays.",
        subcommands: [
            MailList.self, MailShow.self, MailRetry.self, MailDrop.self, MailReminders.self, MailTest.self,
        ]
    )
}
