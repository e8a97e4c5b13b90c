import Domain
import Hopdrink
import Mail

/// The settings for receiving replies and bounces.
struct InboundSettings: Equatable, Sendable {
    /// The mailbox for replies and bounces. It must also receive email to `LOCAL+anything@DOMAIN`.
    let address: EmailAddress
    /// The authserv-id whose Authentication-Results are trusted.
    var authservID: String?
    /// The mailbox to fetch from. Nil if the mail system passes messages to `hopdrink mail-in`.
    var imap: MailboxSettings?
}

/// The mailbox from which messages are fetched.
struct MailboxSettings: Equatable, Sendable {
    let host: String
    let port: Int
    let security: IMAPSettings.Security
    let user: String
    /// The path of the password's file. The password is read when it is used.
    let passwordFile: String
    var folder = "INBOX"
    /// The folder for processed messages. Nil leaves them in place.
    var doneFolder: String?
    /// The time between two fetches, in seconds.
    var interval = 60
    /// The path of certificates to trust instead of the system's certificates.
    var caFile: String?
}

extension InboundSettings {
    init?(reading fields: inout InputDecoder, from: EmailAddress, in environment: ProcessEnvironment) {
        guard var group = fields.group("inbound") else { return nil }
        defer { fields.absorb(group.errors) }
        let written = group.optional("address", Self.mailbox)
        if written == nil, group.errors.isEmpty {
            group.check(from, as: "address")
        }
        let authservID = group.optional("authserv_id", TextParser.line(maximum: 255))
        let imap = MailboxSettings(reading: &group, in: environment)
        group.closeUnknown()
        self.init(address: written ?? from, authservID: authservID, imap: imap)
    }

    /// Parses an address whose local part has room for our signature.
    static func mailbox(_ text: String) throws(FieldErrorReason) -> EmailAddress {
        let address = try EmailAddress(parsing: text)
        guard address.hasRoomForSignature else { throw .noRoomForSignature }
        return address
    }
}

extension EmailAddress {
    fileprivate var hasRoomForSignature: Bool {
        text.utf8.prefix { $0 != UInt8(ascii: "@") }.count <= VERPAddresses.maxLocalBytes
    }
}

extension FieldErrorReason {
    fileprivate static let noRoomForSignature = FieldErrorReason.format(
        "must not have more than \(VERPAddresses.maxLocalBytes) characters before the @: replies go to "
            + "addresses that are made of it"
    )
}

extension InputDecoder {
    /// Reports an address that can't receive replies, because its local part has no room for the signature.
    mutating func check(_ address: EmailAddress, as field: String) {
        if !address.hasRoomForSignature { report(field, .noRoomForSignature) }
    }
}

extension MailboxSettings {
    fileprivate init?(reading fields: inout InputDecoder, in environment: ProcessEnvironment) {
        guard var group = fields.group("imap") else { return nil }
        defer { fields.absorb(group.errors) }
        let host = group.required("host", TextParser.host)
        let security = group.optional("security", Self.security(for: host)) ?? .imaps
        let port = group.optional("port", TextParser.number(in: 1...65_535)) ?? (security == .imaps ? 993 : 143)
        let user = group.required("user", TextParser.line(maximum: 255))
        let file = group.optional("password_file", TextParser.path) ?? environment.credential("imap-password")
        if file == nil { group.report("password_file", .missing) }
        let folder = group.optional("folder", TextParser.line(maximum: 255)) ?? "INBOX"
        let doneFolder = group.optional("done_folder", TextParser.line(maximum: 255))
        let interval = group.optional("interval", Self.interval) ?? 60
        let caFile = group.optional("ca_file", TextParser.path)
        group.closeUnknown()
        guard let host, let user, let file else { return nil }
        self.init(
            host: host, port: port, security: security, user: user, passwordFile: file, folder: folder,
            doneFolder: doneFolder, interval: interval, caFile: caFile
        )
    }

    /// The password and the guests' emails may be sent without encryption only within this machine.
    private static func security(for host: String?) -> Parser<IMAPSettings.Security> {
        { (text) throws(FieldErrorReason) in
            guard let security = IMAPSettings.Security(rawValue: text) else {
                throw .oneOf(["imaps", "starttls", "none"])
            }
            guard security != .none || host.map(RelaySettings.isLoopback) ?? true else {
                throw .format("may be none only for a server on this machine, such as 127.0.0.1")
            }
            return security
        }
    }

    /// Parses `60s`, or a duration such as `5m`.
    private static func interval(_ text: String) throws(FieldErrorReason) -> Int {
        let isSeconds = text.trimmed.utf8.last == UInt8(ascii: "s")
        let seconds =
            isSeconds
            ? try TextParser.number(String(text.trimmed.dropLast()), 0...86_400) : try TextParser.minutes(text) * 60
        guard (10...3600).contains(seconds) else { throw .format("must be from 10s to 1h") }
        return seconds
    }
}

extension AmbiguityPolicy {
    /// Reads `ambiguous: {reminder: hold, digest: hold}`.
    init(reading fields: inout InputDecoder) {
        guard var group = fields.group("ambiguous") else {
            self.init()
            return
        }
        var choices: [LetterKind: Choice] = [:]
        for kind in LetterKind.allCases {
            choices[kind] = group.optional(kind.rawValue, Self.choice)
        }
        group.closeUnknown()
        fields.absorb(group.errors)
        self.init(choices)
    }

    private static func choice(_ text: String) throws(FieldErrorReason) -> Choice {
        guard let choice = Choice(rawValue: text) else { throw .oneOf(Choice.allCases.map(\.rawValue)) }
        return choice
    }
}
