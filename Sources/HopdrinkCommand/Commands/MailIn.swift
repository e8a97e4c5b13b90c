import ArgumentParser
import Domain
import Foundation
import Glibc

/// The command into which a mail system pipes messages. It prints nothing to standard output, because the mail system
/// would put that in a bounce.
struct MailIn: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail-in",
        abstract: "Takes a message from the mail system on standard input and hands it to the running daemon."
    )

    @OptionGroup var configuration: ConfigurationOption

    // An address may begin with a hyphen.
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The envelope's sender; by default $SENDER.", valueName: "address")
    )
    var sender: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The envelope's recipient; by default $ORIGINAL_RECIPIENT.", valueName: "address")
    )
    var recipient: String?

    func run() throws {
        do throws(MailInFailure) {
            let message = try MailInFailure.message(on: STDIN_FILENO)
            let client = ControlClient(socket: try socket())
            do throws(ControlError) {
                try client.handOver(message, envelope(in: ProcessInfo.processInfo.environment))
            } catch {
                throw MailInFailure(error)
            }
        } catch {
            StandardError.write("hopdrink mail-in: \(error.sentence)")
            throw ExitCode(error.exitCode)
        }
    }

    /// The envelope as header fields. Mail systems use MAILER-DAEMON for a sender to whom nobody must reply.
    func envelope(in environment: [String: String]) -> [String: String] {
        var fields: [String: String] = [:]
        if let sender = sender ?? environment["SENDER"] {
            let isNobody = ["", "<>", "mailer-daemon"].contains(sender.trimmed.lowercased())
            fields["Envelope-Sender"] = isNobody ? "" : sender.trimmed
        }
        if let recipient = recipient ?? environment["ORIGINAL_RECIPIENT"] {
            fields["Envelope-Recipient"] = recipient.trimmed
        }
        return fields
    }

    /// An error in the file doesn't stop a running daemon, so it must not keep incoming messages from the daemon.
    private func socket() throws(MailInFailure) -> String {
        do throws(ValidationErrors) {
            return try ConfigurationFile(path: configuration.path).settings().reachableControlSocket
        } catch {
            guard !FileManager.default.fileExists(atPath: Settings.packagedSocket) else {
                return Settings.packagedSocket
            }
            throw .configuration(ConfigurationFile(path: configuration.path).lines(of: error))
        }
    }
}

/// Why a message was not accepted, with the exit code that tells the mail system whether to try again (sysexits.h).
enum MailInFailure: Error, Equatable {
    /// The max size that the daemon reads.
    static let maxBytes = 10_000_000

    case noMessage
    case tooLarge
    case unreadable(errno: Int32)
    case daemon(ControlError)
    case configuration([String])

    init(_ error: ControlError) {
        self = .daemon(error)
    }

    var sentence: String {
        switch self {
        case .noMessage: "there is no message on standard input"
        case .tooLarge: "the message is larger than \(Self.maxBytes) bytes"
        case .unreadable(let errno): "standard input can't be read: \(String(cString: strerror(errno)))"
        case .daemon(let error): error.sentence
        case .configuration(let lines): lines.joined(separator: " ")
        }
    }

    /// 75 makes the mail system try again later. With the other codes it returns the message.
    var exitCode: Int32 {
        switch self {
        case .noMessage, .tooLarge: EX_DATAERR
        case .unreadable: EX_TEMPFAIL
        case .configuration: EX_CONFIG
        case .daemon(.notRunning), .daemon(.broken), .daemon(.notUnderstood): EX_TEMPFAIL
        case .daemon(.notAllowed): EX_NOPERM
        case .daemon(.refused(status: 409, _)): EX_CONFIG
        case .daemon(.refused(let status, _)): [400, 413, 415, 422].contains(status) ? EX_DATAERR : EX_TEMPFAIL
        }
    }

    /// Reads everything from a descriptor. Throws if that is nothing or too much.
    static func message(on descriptor: Int32) throws(MailInFailure) -> [UInt8] {
        var message: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(errno: errno) }
            guard count > 0 else { break }
            message += buffer[..<count]
            guard message.count <= maxBytes else { throw .tooLarge }
        }
        guard !message.isEmpty else { throw .noMessage }
        return message
    }
}
