import Domain
import Hopdrink
import Logging
import Mail

extension MailSettings {
    /// Where letters go, in the order of preference, with a connection for each letter that may be on its way at a time.
    ///
    /// - Throws: `MailError`, or a `Fault` of a password.
    func open(now: @escaping CurrentTime, logger: Logger) throws -> [Relay] {
        if case .maildir(let path) = transport {
            let maildir = MaildirTransport(Maildir(path: path))
            return [Relay(name: "maildir", transports: [maildir], now: now, logger: logger)]
        }
        return try relays.map { relay in
            Relay(
                name: relay.name.rawValue, transports: try relay.workers(), rate: relay.rate, now: now, logger: logger
            )
        }
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
