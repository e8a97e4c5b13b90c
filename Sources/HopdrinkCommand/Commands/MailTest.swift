import ArgumentParser
import Domain
import Foundation
import Glibc
import Hopdrink
import Mail

struct MailTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Sends one small email through a relay and shows every step.",
        discussion: "The daemon need not be running. Lines with > are ours, with < the relay's; no password is shown."
    )

    @OptionGroup var configuration: ConfigurationOption

    @Argument(help: "Who gets the email.", transform: EmailAddress.init(argument:))
    var address: EmailAddress

    @Option(help: "Which relay: main or fallback.")
    var relay = RelaySettings.Name.main

    func run() async throws {
        let settings = try configuration.settings()
        guard let relay = settings.mail.relays.first(where: { $0.name == self.relay }) else {
            StandardError.write("hopdrink: there is no `mail.\(self.relay.setting)` in \(configuration.path)")
            throw ExitCode(EX_CONFIG)
        }
        try SMTPWorker.prepareProcess()
        let smtp = try configuration.refusing { try SMTPSettings(relay) }
        let letter = try TestLetter(to: address, from: settings)
        print("The relay \(relay.name.rawValue): \(relay.place)")
        let outcome = try await SMTPProbe(smtp) { print($0.text) }.send(letter.message, envelope: letter.envelope)
        try report(outcome, of: relay)
    }

    private func report(_ outcome: SMTPProbe.Outcome, of relay: RelaySettings) throws {
        guard let obstacle = outcome.obstacle else {
            var queueID: String?
            if case .sent(_, let id) = outcome.delivery { queueID = id }
            print("The relay accepted the email\(queueID.map { "; its queue id is \($0)" } ?? "").")
            return
        }
        let advice = RelayAdvice(obstacle, outcome.delivery.reply, relay)
        StandardError.write("hopdrink: \(advice.failure)")
        StandardError.write("hopdrink: \(advice.advice)")
        throw ExitCode(advice.exitCode)
    }
}

/// An email whose text says that it is a test.
private struct TestLetter {
    let message: EncodedMessage
    let envelope: Envelope

    init(to address: EmailAddress, from settings: Settings) throws {
        let sender = settings.mail.from
        let words = "This email was sent by `hopdrink mail test` at \(settings.baseURL.text). There is nothing to do."
        message = try Message(
            from: Mailbox(name: sender.name, address: sender.address.text),
            to: Mailbox(name: nil, address: address.text), subject: "Hopdrink: a test email",
            messageID: "test.\(UUID().uuidString.lowercased())@\(settings.baseURL.host)", date: Date(),
            plain: words + "\n", html: "<p>\(words)</p>\n"
        ).encoded()
        envelope = try Envelope(sender: sender.address.text, recipient: address.text)
    }
}

extension RelaySettings.Name: ExpressibleByArgument {}

extension RelaySettings {
    /// The relay's address and its encryption.
    var place: String { "\(host), port \(port), \(security == .none ? "in clear" : security.rawValue)" }
}

extension SMTPLine {
    fileprivate var text: String {
        switch self {
        case .ours(let line): "  > \(line)"
        case .theirs(let line): "  < \(line)"
        case .note(let line): "  * \(line)"
        }
    }
}

extension EmailAddress {
    fileprivate init(argument: String) throws {
        do throws(FieldErrorReason) {
            try self.init(parsing: argument)
        } catch {
            throw ValidationError("The address \(error.sentence).")
        }
    }
}
