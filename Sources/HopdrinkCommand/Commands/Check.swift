import ArgumentParser
import Domain
import Foundation

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Says whether a configuration file is good, and shows the next dates of each series."
    )

    @OptionGroup var configuration: ConfigurationOption

    func run() throws {
        let settings = try configuration.settings()
        try configuration.refusing { _ = try settings.mail.transport.open() }
        let report = NetworkReport(network: settings.network, now: DaemonClock.wall())
        print("\(configuration.path) is good: \(report.summary).")
        print(try report.text, terminator: "")
    }
}
