import Domain
import Foundation
import Hopdrink
import Logging
import Mail

extension MailSettings {
    /// Opens the relays for letters, in order of preference, with one connection for each email that may be sent at the
    /// same time.
    ///
    /// - Throws: `MailError`, or a `FieldError` about a password.
    func open(folder: MaildirTransport?, now: @escaping CurrentTime, logger: Logger) throws -> [Relay] {
        if case .maildir = transport, let folder {
            return [Relay(name: "maildir", transports: [folder], now: now, logger: logger)]
        }
        return try relays.map { relay in
            Relay(
                name: relay.name.rawValue, transports: try relay.workers(), rate: relay.rate, now: now, logger: logger
            )
        }
    }

    /// The folder in which emails are stored as files, or were before there was a relay. Nil if there is no such
    /// folder.
    var folder: MaildirTransport? {
        if case .maildir(let path) = transport { return MaildirTransport(Maildir(path: path)) }
        return FileManager.default.fileExists(atPath: usualFolder) ? MaildirTransport(Maildir(path: usualFolder)) : nil
    }

    /// Other places that may still contain the address of a person whose data is erased, as sentences.
    var beyond: [String] {
        guard let imap = inbound?.imap else { return [] }
        return ["Emails that came in stay in the mailbox at \(imap.host)."]
    }

    /// Checks that the relays can be opened. Throws the same errors as `open`.
    func verify() throws {
        for relay in relays { _ = try relay.workers() }
    }
}

extension RelaySettings {
    fileprivate func workers() throws -> [SMTPWorker] {
        let settings = try SMTPSettings(self)
        return try (0..<connections).map { _ in try SMTPWorker(settings) }
    }
}
