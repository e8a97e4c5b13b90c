import ArgumentParser

struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Lists the emails that are not sent, and why."
    )

    @OptionGroup var configuration: ConfigurationOption

    func run() throws {
        try configuration.printLetters(at: "/letters")
    }
}

extension ConfigurationOption {
    /// Prints the letters that the running daemon lists there.
    func printLetters(at path: String) throws {
        try withDaemon { client throws(ControlError) in
            let letters = try client.get(path, as: Letters.self).letters
            print(TextTable(rows: [Letters.Entry.heads] + letters.map(\.cells)).text, terminator: "")
        }
    }
}

extension Letters.Entry {
    fileprivate static let heads = ["ID", "KIND", "MEETUP", "STATE", "TRIES", "NEXT", "REASON"]

    fileprivate var cells: [String] {
        [id, kind, meetup ?? "-", state, String(attempts), next ?? "-", reason ?? "-"]
    }
}
