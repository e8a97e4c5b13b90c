import ArgumentParser
import Hopdrink

@main
struct Command: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hopdrink",
        abstract: "Keeps a network's recurring meetups alive.",
        version: Release.version,
        subcommands: [
            Serve.self, Check.self, Dates.self, TokenCommand.self, MailCommand.self, OutboxCommand.self, MailIn.self,
            DoctorCommand.self, StatusCommand.self, Export.self, Forget.self,
            Copy.self,
        ]
    )
}
