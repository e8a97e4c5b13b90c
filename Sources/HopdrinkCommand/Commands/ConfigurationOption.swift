import ArgumentParser
import Domain
import Glibc

/// The option that all commands have.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .customLong("config"), help: ArgumentHelp("The configuration file.", valueName: "file"))
    var path = "/etc/hopdrink/hopdrink.yaml"

    /// The settings in the file; or every fault on standard error, and the end with 78 (EX_CONFIG).
    func settings() throws -> Settings {
        do throws(ValidationErrors) {
            return try ConfigurationFile(path: path).settings()
        } catch {
            throw refusal(of: error)
        }
    }

    /// Does what may show that the file names something that can't be used.
    func refusing<Value>(_ work: () throws -> Value) throws -> Value {
        do {
            return try work()
        } catch let fieldError as FieldError {
            throw refusal(of: ValidationErrors([fieldError]))
        }
    }

    private func refusal(of errors: ValidationErrors) -> ExitCode {
        ConfigurationFile(path: path).lines(of: errors).forEach(StandardError.write)
        return ExitCode(EX_CONFIG)
    }
}
