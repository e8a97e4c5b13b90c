import ArgumentParser
import Domain
import Foundation

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows everything stored about an email address, as JSON."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Argument(help: "The address.")
    var address: PersonArgument

    func run() throws {
        try configuration.withDaemon { client throws(ControlError) in
            FileHandle.standardOutput.write(Data(try client.export(of: address.text)))
        }
    }
}

struct Forget: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Deletes everything stored about an email address; without --yes it only shows what would go."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Flag(help: "Deletes it, without asking.")
    var yes = false

    @Argument(help: "The address.")
    var address: PersonArgument

    func run() throws {
        try configuration.withDaemon { client throws(ControlError) in
            let order = ForgetOrder(address: address.text, erase: yes)
            print(try client.post("/personal-data/forget", order, as: ForgetReport.self).text, terminator: "")
        }
    }
}

/// An email address on the command line.
struct PersonArgument: ExpressibleByArgument {
    let text: String

    init?(argument: String) {
        // On nil the parser reports that the value is invalid.
        guard let address = try? EmailAddress(parsing: argument) else { return nil }
        text = address.text
    }
}

extension ForgetReport {
    /// The report for people: what will be deleted, and how to delete it.
    var text: String {
        let rows = sections.filter { $0.name != "roles" && $0.name != "mail_stopped" }.map {
            [$0.name, String($0.count)]
        }
        let table = rows.isEmpty ? "" : TextTable(rows: rows).text
        let stays =
            sections.contains { $0.name == "roles" } ? "What is written about hosts and representatives stays.\n" : ""
        let rest = unreachedText + (beyond ?? []).map { $0 + "\n" }.joined()
        guard !rows.isEmpty || !sections.isEmpty else { return "Nothing is stored about this address.\n\(rest)" }
        return erased
            ? "Deleted:\n\(table)\(stays)\(rest)" : "This would go:\n\(table)\(stays)\(rest)Delete it with --yes.\n"
    }

    /// The files and folders that an operator must check by hand.
    private var unreachedText: String {
        guard let unreached, !unreached.isEmpty else { return "" }
        return "These can't be reached, and may hold emails to the address:\n"
            + unreached.map { "  \($0)\n" }.joined()
    }
}
