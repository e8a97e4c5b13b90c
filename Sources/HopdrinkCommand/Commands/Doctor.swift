import ArgumentParser
import Domain
import Foundation
import Glibc
import Mail

struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Examines the installation and says what to do about what it finds.",
        discussion: "Nothing is sent and nothing is changed. It ends with 0 when there is no problem, with 1 otherwise."
    )

    @OptionGroup var configuration: ConfigurationOption

    func run() async throws {
        let settings = try configuration.settings()
        try SMTPWorker.prepareProcess()
        let findings = await Examination(settings: settings, now: DaemonClock.wall).findings
        for finding in findings { print(finding.text) }
        if findings.contains(where: { $0.level == .problem }) { throw ExitCode(1) }
    }
}

extension Finding {
    /// One line for a terminal.
    var text: String {
        let head = level.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
        return "\(head) \(subject): \(sentence)" + (advice.map { " \($0)" } ?? "")
    }
}
