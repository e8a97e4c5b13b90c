import Hopdrink
import Mail

extension MailSettings.Transport {
    /// One for each letter that may be on its way at a time.
    ///
    /// - Throws: `MailError`, or a `Fault` of the password's file.
    func open() throws -> [any Transport] {
        switch self {
        case .maildir(let path): [MaildirTransport(Maildir(path: path))]
        case .relay(let relay): try relay.workers()
        }
    }
}

extension RelaySettings {
    fileprivate func workers() throws -> [SMTPWorker] {
        let settings = try SMTPSettings(self)
        return try (0..<connections).map { _ in try SMTPWorker(settings) }
    }
}
