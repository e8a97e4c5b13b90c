/// The address of the relay and the way to connect to it.
package struct SMTPSettings: Sendable {
    package enum Security: String, Sendable {
        /// Only for a relay on the same host.
        case none
        /// Refuses to continue without encryption.
        case starttls
        case smtps
    }

    package struct Login: Sendable {
        package let user: String
        package let password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    package struct Timeouts: Sendable {
        /// The max time until the relay has greeted us, encryption and login included.
        package var connect = Duration.seconds(30)
        /// The max time for each reply. RFC 5321 requires ten minutes after the final dot: with less, emails arrive
        /// twice.
        package var response = Duration.seconds(600)
        package var total = Duration.seconds(900)

        package init() {}
    }

    package var host: String
    package var port: Int
    package var security = Security.starttls
    package var login: Login?
    /// The name that we send in HELO; the host's name if nil.
    package var heloName: String?
    /// The certificates to trust instead of the system's certificates.
    package var caFile: String?
    package var timeouts = Timeouts()

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

extension SMTPSettings.Login: CustomStringConvertible, CustomDebugStringConvertible {
    /// Without the password.
    package var description: String { "login as \(user)" }
    package var debugDescription: String { description }
}

extension SMTPSettings {
    /// Returns the relay's URL. libcurl takes the HELO name from its path.
    func url() throws(MailError) -> String {
        guard let host = URLHost(host) else { throw .invalidSetting("host") }
        guard (1...65535).contains(port) else { throw .invalidSetting("port") }
        guard heloName.map(MailAddress.isHostName) ?? true else { throw .invalidSetting("heloName") }
        let scheme = security == .smtps ? "smtps" : "smtp"
        return "\(scheme)://\(host.text):\(port)/\(heloName ?? "")"
    }

    /// Whether a text is valid as our HELO name.
    package static func isHelloName(_ text: String) -> Bool { MailAddress.isHostName(text) }
}
