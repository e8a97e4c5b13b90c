import Domain
import Hopdrink
import Mail

/// A mail server that accepts our emails.
struct RelaySettings: Equatable, Sendable {
    enum Name: String, CaseIterable, Sendable {
        case main, fallback

        /// The name of the setting in the file.
        var setting: String { self == .main ? "relay" : "fallback" }
        /// The name of the password among the service manager's credentials.
        var credential: String { self == .main ? "smtp-password" : "fallback-smtp-password" }
    }

    var name = Name.main
    var host: String
    var port: Int
    var security = SMTPSettings.Security.starttls
    var login: Login?
    /// The path of certificates to trust instead of the system's certificates.
    var caFile: String?
    /// Our name in HELO; this machine's name if nil.
    var hello: String?
    var connections = 4
    /// The max number of emails per second; no limit if nil.
    var rate: Int?
    /// The max time for a reply, in seconds. RFC 5321 §4.5.3.2.6 asks for ten minutes after the final dot.
    var timeout = 600

    struct Login: Equatable, Sendable {
        let user: String
        let password: PasswordSource
    }
}

extension RelaySettings {
    init?(reading fields: inout InputDecoder, as name: Name, in environment: ProcessEnvironment) {
        guard var group = fields.group(name.setting) else { return nil }
        defer { fields.absorb(group.errors) }
        let host = group.required("host", TextParser.host)
        let security = group.optional("security", Self.security(for: host)) ?? .starttls
        let port = group.optional("port", TextParser.number(in: 1...65_535))
        self.init(name: name, host: host ?? "", port: port ?? security.usualPort, security: security)
        login = Login(reading: &group, of: name, in: environment)
        caFile = group.optional("ca_file", TextParser.path)
        hello = group.optional("hello", TextParser.helloName)
        group.take("connections", TextParser.number(in: 1...20), into: &connections)
        rate = group.optional("rate", TextParser.number(in: 1...1000))
        group.take("timeout", TextParser.number(in: 1...600), into: &timeout)
        group.closeUnknown()
        if host == nil { return nil }
    }

    /// Emails contain names, addresses and secret links, so without encryption they are sent only within this machine.
    private static func security(for host: String?) -> Parser<SMTPSettings.Security> {
        { (text) throws(FieldErrorReason) in
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

    static func isLoopback(_ host: String) -> Bool {
        let numbers = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isNumeric = numbers.count == 4 && numbers.allSatisfy { UInt8(String(Substring($0))) != nil }
        return host == "localhost" || host == "::1" || (isNumeric && host.hasPrefix("127."))
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

/// The source of a password, which is read when it is used.
enum PasswordSource: Equatable, Sendable {
    case file(String)
    /// The name of an environment variable.
    case environment(String)
}

extension RelaySettings.Login {
    init?(reading fields: inout InputDecoder, of relay: RelaySettings.Name, in environment: ProcessEnvironment) {
        let user = fields.optional("user", TextParser.line(maximum: 255))
        let isWritten = fields.has("password_file") || fields.has("password_env")
        let file = fields.optional("password_file", TextParser.path)
        let variable = fields.optional("password_env", TextParser.variable(setIn: environment))
        let credential = environment.credential(relay.credential)
        let sources =
            [file, credential].compactMap { $0.map(PasswordSource.file) }
            + [variable].compactMap { $0.map(PasswordSource.environment) }
        if sources.count > 1 {
            fields.report(variable == nil ? "password_file" : "password_env", Self.severalWays(relay))
        }
        if user == nil, isWritten { fields.report("user", .missing) }
        if user != nil, sources.isEmpty, !isWritten { fields.report("password_file", .missing) }
        guard let user, let source = sources.first else { return nil }
        self.init(user: user, password: source)
    }

    private static func severalWays(_ relay: RelaySettings.Name) -> FieldErrorReason {
        .format(
            "is one way too many: the password comes from `password_file`, `password_env` or the credential "
                + relay.credential
        )
    }
}
