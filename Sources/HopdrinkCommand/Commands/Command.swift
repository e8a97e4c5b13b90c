import ArgumentParser

@main
struct Command: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hopdrink",
        abstract: "Keeps a network's recurring meetups alive.",
        subcommands: [
            Serve.self, Check.self, Dates.self, TokenCommand.self, OutboxCommand.self, MailCommand.self, Doctor.self,
            Migrate.self,
        ]
    )
}
