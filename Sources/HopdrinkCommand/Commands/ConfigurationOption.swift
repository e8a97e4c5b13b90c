import ArgumentParser
import Domain
import Glibc

/// The option that all commands have.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .customLong("config"), help: ArgumentHelp("The configuration file.", valueName: "file"))
    var path = "/etc/hopdrink/hopdrink.yaml"

    /// The settings in the file; or every fault on standard error, and the end with 78 (EX_CONFIG).
    func settings() throws -> Settings {
        let file = ConfigurationFile(path: path)
        do throws(Faults) {
            return try file.settings()
        } catch {
            file.lines(of: error).forEach(StandardError.write)
            throw ExitCode(EX_CONFIG)
        }
    }
}
