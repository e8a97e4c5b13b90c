import ArgumentParser

struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "Lists the letters that are not sent, and why."
    )

    @OptionGroup var configuration: ConfigurationOption

    func run() throws {
        try configuration.withDaemon { client throws(ControlError) in
            let letters = try client.get("/letters", as: Letters.self).letters
            let rows = letters.map(\.cells)
            print(TextTable(rows: [Letters.Entry.heads] + rows).text, terminator: "")
        }
    }
}

extension Letters.Entry {
    static let heads = ["ID", "KIND", "MEETUP", "STATE", "TRIES", "NEXT", "REASON"]

    var cells: [String] {
        [id, kind, meetup ?? "-", state, String(attempts), next ?? "-", reason ?? "-"]
    }
}
