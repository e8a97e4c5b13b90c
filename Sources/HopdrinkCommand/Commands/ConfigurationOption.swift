import ArgumentParser
import Domain
import Glibc

/// The option that all commands share.
struct ConfigurationOption: ParsableArguments {
    @Option(name: .customLong("config"), help: ArgumentHelp("The configuration file.", valueName: "file"))
    var path = "/etc/hopdrink/hopdrink.yaml"

    /// Returns the settings in the file. If it has errors, prints them all to standard error and throws the exit code
    /// 78 (EX_CONFIG).
    func settings() throws -> Settings {
        do throws(ValidationErrors) {
            return try ConfigurationFile(path: path).settings()
        } catch {
            throw refusal(of: error)
        }
    }

    /// Runs work that throws a `FieldError` if the file names something unusable. Then prints the error and throws the
    /// exit code 78 (EX_CONFIG).
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
