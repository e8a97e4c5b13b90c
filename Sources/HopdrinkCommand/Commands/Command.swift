import ArgumentParser
import Hopdrink

@main
struct Command: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hopdrink",
        abstract: "Runs a network of recurring meetups.",
        version: Release.version,
        subcommands: [
            Serve.self, Check.self, Dates.self, TokenCommand.self, MailCommand.self, MailIn.self,
            DoctorCommand.self, StatusCommand.self, Export.self, Forget.self,
            Copy.self,
        ]
    )
}
