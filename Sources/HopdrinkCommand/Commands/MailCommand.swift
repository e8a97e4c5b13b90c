import ArgumentParser

struct MailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "Shows emails, repairs what went wrong with them, and tests the relays.",
        subcommands: [
            MailList.self, MailShow.self, MailRetry.self, MailDrop.self, MailReminders.self, MailTest.self,
        ]
    )
}
