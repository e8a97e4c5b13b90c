import Domain
import Foundation
import Hopdrink
import Logging
import Mail

/// The sender of emails, and the way to send them.
struct MailSettings: Sendable {
    enum Transport: Equatable, Sendable {
        /// Emails are stored as files in this folder.
        case maildir(String)
        /// The fallback relay is used while the first one accepts nothing.
        case relay(RelaySettings, fallback: RelaySettings? = nil)
    }

    /// The sender of emails.
    var from: Sender
    var transport: Transport
    /// Nil if replies and bounces are not read.
    var inbound: InboundSettings?
    var ambiguity = AmbiguityPolicy()
    var letters = LetterSettings()
    /// The folder for emails unless the file names another one.
    let usualFolder: String

    /// The address that receives replies. Calendars identify the organiser by it.
    var mailbox: EmailAddress { inbound?.address ?? from.address }

    init(defaultsIn environment: ProcessEnvironment) throws(FieldErrorReason) {
        from = Sender(name: "Hopdrink", address: try EmailAddress(parsing: "hopdrink@example.org"))
        usualFolder = "\(environment.stateFolder)/mail"
        transport = .maildir(usualFolder)
    }
}

extension MailSettings {
    mutating func read(_ fields: inout InputDecoder, in environment: ProcessEnvironment) {
        guard var group = fields.group("mail") else { return }
        group.take("from", Sender.init(parsing:), into: &from)
        group.take("thanks", TextParser.yesOrNo, into: &letters.thanks)
        group.take("head_count", TextParser.minutesOrNo, into: &letters.headCount)
        let hasRelay = group.has("relay")
        let maildir: Parser<Transport> = { (text) throws(FieldErrorReason) in
            guard !hasRelay else { throw .format("can't be used with `mail.relay`: emails go one way") }
            return .maildir(try TextParser.path(text))
        }
        group.take("maildir", maildir, into: &transport)
        if group.has("fallback"), !hasRelay { group.report("fallback", .format("needs a `mail.relay` as well")) }
        let relay = RelaySettings(reading: &group, as: .main, in: environment)
        let fallback = RelaySettings(reading: &group, as: .fallback, in: environment)
        if let relay { transport = .relay(relay, fallback: fallback) }
        inbound = InboundSettings(reading: &group, from: from.address, in: environment)
        if inbound == nil { group.check(from.address, as: "from") }
        ambiguity = AmbiguityPolicy(reading: &group)
        group.closeUnknown()
        fields.absorb(group.errors)
    }

    /// The relays in the order in which they are tried.
    var relays: [RelaySettings] {
        guard case .relay(let relay, let fallback) = transport else { return [] }
        return [relay] + (fallback.map { [$0] } ?? [])
    }
}

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
