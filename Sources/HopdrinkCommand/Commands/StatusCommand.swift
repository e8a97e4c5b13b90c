import ArgumentParser
import Domain
import Foundation
import Hopdrink

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows the state of the running daemon: its uptime, database, emails and time zones.",
        discussion: "It exits with 0 when all is well, with 1 when something needs a look, with 69 when no daemon runs."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Flag(help: "Writes JSON instead of text.")
    var json = false

    func run() throws {
        var needsAttention = false
        try configuration.withDaemon { client throws(ControlError) in
            let status = try client.get("/status", as: Status.self)
            if json {
                FileHandle.standardOutput.write(Data(try client.encode(status) + Array("\n".utf8)))
            } else {
                print(status.text, terminator: "")
            }
            needsAttention = status.needsAttention
        }
        if needsAttention { throw ExitCode(1) }
    }
}

extension Status {
    /// The status for people: first the figures, then the results that need attention.
    var text: String {
        let rows = lines.map { [$0.name, $0.text] }
        let rest = results.filter { $0.level != .ok }.map { "\($0.text)\n" }.joined()
        return TextTable(rows: rows).text + rest + (needsAttention ? "" : "All is well.\n")
    }

    /// A new part of the daemon adds its line here.
    private var lines: [(name: String, text: String)] {
        let relays: [(name: String, text: String)] = (relays ?? []).map { ("relay \($0.name)", $0.sentence) }
        return [
            ("version", version),
            ("running", "for \(Self.duration(uptimeSeconds)), since \(startedAt)"),
            ("database", "\(database.engine), schema \(database.schema) (\(database.migration))"),
            ("connections", maxConnections.map { "at most \($0)" } ?? "any number"),
            ("emails", emails.text),
            ("", emails.endedText),
            ("time zones", zoneData.text),
        ] + relays
    }

    /// Formats a duration with its two largest units: `3 d 2 h`.
    static func duration(_ seconds: Int) -> String {
        let parts = [
            (seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s"),
        ]
        let shown = parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 != 0 }
        return shown.isEmpty ? "0 s" : shown.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }
}

extension Status.Emails {
    fileprivate var text: String {
        let since = oldestDue.map { ", the oldest since \($0)" } ?? ""
        return "\(waiting) waiting, \(due) due\(since), \(leaving) leaving"
    }

    fileprivate var endedText: String {
        let counts = ended.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        let all = counts.isEmpty ? "none ended" : counts.joined(separator: ", ")
        return "\(all), of those of the last \(endedDays) days"
    }
}

extension Status.ZoneData {
    fileprivate var text: String {
        let age = ageDays.map { ", about \($0) days old" } ?? ""
        return "\(version.isEmpty ? "an unknown version" : version) in \(path)\(age)"
    }
}
