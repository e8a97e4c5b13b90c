import ArgumentParser
import Domain
import Foundation
import ICalendar

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Checks a configuration file, and shows the next dates of each series."
    )

    @OptionGroup var configuration: ConfigurationOption

    func run() async throws {
        let settings = try configuration.settings()
        try configuration.refusing { try settings.mail.verify() }
        let report = NetworkReport(network: settings.network, now: DaemonClock.wall())
        print("\(configuration.path) is good: \(report.summary).")
        print(try await Libical.run { try report.text }, terminator: "")
    }
}
