import Domain
import Hopdrink

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
