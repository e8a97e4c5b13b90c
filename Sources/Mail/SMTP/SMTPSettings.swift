/// Where the relay is and how it is spoken to.
package struct SMTPSettings: Sendable {
    package enum Security: String, Sendable {
        /// For a relay on the same host only.
        case none
        /// Refuses to go on in clear.
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
        /// Until the relay has greeted us, encryption and login included.
        package var connect = Duration.seconds(30)
        /// For each answer. RFC 5321 wants ten minutes after the final dot: less makes letters arrive twice.
        package var response = Duration.seconds(600)
        package var total = Duration.seconds(900)

        package init() {}
    }

    package var host: String
    package var port: Int
    package var security = Security.starttls
    package var login: Login?
    /// What we call ourselves; the host's name if nil.
    package var heloName: String?
    /// Certificates to trust instead of the system's.
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
    /// libcurl takes the HELO name from the path.
    func url() throws(MailError) -> String {
        guard let host = URLHost(host) else { throw .invalidSetting("host") }
        guard (1...65535).contains(port) else { throw .invalidSetting("port") }
        guard heloName.map(MailAddress.isHostName) ?? true else { throw .invalidSetting("heloName") }
        let scheme = security == .smtps ? "smtps" : "smtp"
        return "\(scheme)://\(host.text):\(port)/\(heloName ?? "")"
    }

    /// Whether we may call ourselves so.
    package static func isHelloName(_ text: String) -> Bool { MailAddress.isHostName(text) }
}
