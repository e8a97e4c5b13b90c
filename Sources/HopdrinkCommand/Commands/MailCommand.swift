import ArgumentParser

struct MailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "Tries the mail relays.",
        subcommands: [MailTest.self]
    )
}
