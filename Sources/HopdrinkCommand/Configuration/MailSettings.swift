import Domain
import Hopdrink
import Mail

/// Whose name letters carry, and how they leave.
struct MailSettings: Sendable {
    enum Transport: Equatable, Sendable {
        /// Letters are kept as files in this folder.
        case maildir(String)
        case relay(RelaySettings)
    }

    /// Who letters come from.
    var from: Sender
    var transport: Transport

    init(defaultsIn surroundings: Surroundings) throws(Problem) {
        from = Sender(name: "Hopdrink", address: try EmailAddress(parsing: "hopdrink@example.org"))
        transport = .maildir("\(surroundings.stateFolder)/mail")
    }
}

/// The mail server that takes our letters.
struct RelaySettings: Equatable, Sendable {
    var host: String
    var port: Int
    var security = SMTPSettings.Security.starttls
    var login: Login?
    /// The path of certificates that are trusted instead of the system's.
    var caFile: String?
    var connections = 4

    /// The password stays in its file until it is used.
    struct Login: Equatable, Sendable {
        let user: String
        let passwordFile: String
    }
}

extension MailSettings {
    mutating func read(_ fields: inout Fields, in surroundings: Surroundings) {
        guard var group = fields.group("mail") else { return }
        group.take("from", Sender.init(parsing:), into: &from)
        let hasRelay = group.has("relay")
        let maildir: Reader<Transport> = { (text) throws(Problem) in
            guard !hasRelay else { throw .format("can't stand beside `mail.relay`: letters go one way") }
            return .maildir(try Text.path(text))
        }
        group.take("maildir", maildir, into: &transport)
        if let relay = RelaySettings(reading: &group, in: surroundings) { transport = .relay(relay) }
        group.closeUnknown()
        fields.absorb(group.faults)
    }
}

extension RelaySettings {
    fileprivate init?(reading fields: inout Fields, in surroundings: Surroundings) {
        guard var group = fields.group("relay") else { return nil }
        defer { fields.absorb(group.faults) }
        let host = group.required("host", Text.host)
        let security = group.optional("security", Self.security(for: host)) ?? .starttls
        let port = group.optional("port", Text.number(in: 1...65_535))
        let login = Login(reading: &group, in: surroundings)
        let caFile = group.optional("ca_file", Text.path)
        let connections = group.optional("connections", Text.number(in: 1...20)) ?? 4
        group.closeUnknown()
        guard let host else { return nil }
        self.init(
            host: host, port: port ?? security.usualPort, security: security, login: login, caFile: caFile,
            connections: connections
        )
    }

    /// Letters hold names, addresses and secret links: in clear they go no further than this machine.
    private static func security(for host: String?) -> Reader<SMTPSettings.Security> {
        { (text) throws(Problem) in
            let words = ["none", "starttls", "smtps"]
            guard words.contains(text), let security = SMTPSettings.Security(rawValue: text) else {
                throw .oneOf(words)
            }
            guard security != .none || host.map(isLoopback) ?? true else {
                throw .format("may be none only for a relay on this machine, such as 127.0.0.1")
            }
            return security
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        let numbers = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isNumeric = numbers.count == 4 && numbers.allSatisfy { UInt8(String(Substring($0))) != nil }
        return host == "localhost" || host == "::1" || (isNumeric && host.hasPrefix("127."))
    }
}

extension RelaySettings.Login {
    fileprivate init?(reading fields: inout Fields, in surroundings: Surroundings) {
        let user = fields.optional("user", Text.line(most: 255))
        let file = fields.optional("password_file", Text.path)
        switch (user, file ?? surroundings.credential("smtp-password")) {
        case (let user?, let file?): self.init(user: user, passwordFile: file)
        case (.some, nil):
            fields.report("password_file", .missing)
            return nil
        case (nil, _):
            if file != nil { fields.report("user", .missing) }
            return nil
        }
    }
}

extension SMTPSettings.Security {
    fileprivate var usualPort: Int {
        switch self {
        case .none: 25
        case .starttls: 587
        case .smtps: 465
        }
    }
}
