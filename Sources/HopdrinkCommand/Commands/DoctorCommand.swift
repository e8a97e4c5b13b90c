import ArgumentParser
import Domain
import Foundation
import Glibc
import Mail

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Examines the installation and says how to repair what it finds.",
        discussion: "Nothing is sent and nothing is changed. It exits with 0 if there is no problem, else with 1."
    )

    @OptionGroup var configuration: ConfigurationOption

    func run() async throws {
        let settings = try configuration.settings()
        try SMTPWorker.prepareProcess()
        let results = await Doctor(settings: settings, now: DaemonClock.wall).results
        for result in results { print(result.text) }
        if results.contains(where: { $0.level == .problem }) { throw ExitCode(1) }
    }
}

extension CheckResult {
    /// The result as one line for a terminal.
    var text: String {
        let head = level.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
        return "\(head) \(subject): \(sentence)" + (advice.map { " \($0)" } ?? "")
    }
}
