import Domain
import Foundation
import Hopdrink
import Logging
import Mail

extension MailSettings {
    /// Where letters go, in the order of preference, with a connection for each letter that may be on its way at a time.
    ///
    /// - Throws: `MailError`, or a `FieldError` of a password.
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

    /// Where letters are kept as files, or were before there was a relay; nil when there is no such folder.
    var folder: MaildirTransport? {
        if case .maildir(let path) = transport { return MaildirTransport(Maildir(path: path)) }
        return FileManager.default.fileExists(atPath: usualFolder) ? MaildirTransport(Maildir(path: usualFolder)) : nil
    }

    /// Where else the address of somebody who is forgotten may stand, as sentences.
    var beyond: [String] {
        guard let imap = inbound?.imap else { return [] }
        return ["Emails that came in stay in the mailbox at \(imap.host)."]
    }

    /// Finds out whether the relays can be opened; throws as `open` does.
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
