import ArgumentParser
import Domain
import Foundation

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Creates and revokes organisers' tokens for the HTTP API.",
        subcommands: [Create.self, List.self, Revoke.self]
    )
}

extension TokenCommand {
    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Creates a token and shows it, this once.")

        @OptionGroup var configuration: ConfigurationOption

        @Option(help: "Who it is for, such as \"Anna, Tours\".")
        var name: String

        func run() throws {
            try configuration.withDaemon { client throws(ControlError) in
                let answer = try client.post("/tokens", NewToken.Request(name: name), as: NewToken.Answer.self)
                print(answer.token)
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists all tokens, without their secrets.")

        @OptionGroup var configuration: ConfigurationOption

        func run() throws {
            try configuration.withDaemon { client throws(ControlError) in
                let tokens = try client.get("/tokens", as: Tokens.self).tokens
                let rows = tokens.map { [$0.id, $0.created, $0.name] }
                print(TextTable(rows: [["ID", "CREATED", "NAME"]] + rows).text, terminator: "")
            }
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revokes a token, at once.")

        @OptionGroup var configuration: ConfigurationOption

        @Argument(help: ArgumentHelp("The token's name or id.", valueName: "name-or-id"))
        var token: String

        func run() throws {
            try configuration.withDaemon { client throws(ControlError) in
                let found = try client.get("/tokens", as: Tokens.self).named(token)
                guard let entry = found.first else {
                    throw .refused(status: 404, sentence: "no token has the name or id \(token)")
                }
                guard found.count == 1 else {
                    let ids = found.map(\.id).joined(separator: ", ")
                    throw .refused(status: 409, sentence: "several tokens have that name; give an id: \(ids)")
                }
                try client.delete("/tokens/\(entry.id)")
            }
        }
    }
}

extension ConfigurationOption {
    /// Runs the body with a client of the running daemon. If that fails, prints the reason to standard error and throws
    /// the exit code.
    func withDaemon(_ body: (ControlClient) throws(ControlError) -> Void) throws {
        let client = ControlClient(socket: try settings().reachableControlSocket)
        do throws(ControlError) {
            try body(client)
        } catch {
            StandardError.write("hopdrink: \(error.sentence)")
            throw ExitCode(error.exitCode)
        }
    }
}

extension Settings {
    static let packagedSocket = "/run/hopdrink/hopdrink.sock"

    /// The socket at which the daemon can be reached. A person's shell does not know the runtime folder that systemd
    /// created for the daemon.
    var reachableControlSocket: String {
        let exists = FileManager.default.fileExists(atPath:)
        return !exists(controlSocket) && exists(Self.packagedSocket) ? Self.packagedSocket : controlSocket
    }
}
