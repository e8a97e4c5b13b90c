/// The address of the mailbox and the way to connect to its server.
package struct IMAPSettings: Sendable {
    package typealias Login = SMTPSettings.Login

    package enum Security: String, Sendable {
        /// Only for a server on the same host.
        case none
        /// Refuses to continue without encryption.
        case starttls
        case imaps
    }

    package struct Timeouts: Sendable {
        /// The max time until we are logged in, encryption included.
        package var connect = Duration.seconds(30)
        /// The max time for each response.
        package var response = Duration.seconds(60)
        /// The max time for each command, and so for each message.
        package var total = Duration.seconds(300)

        package init() {}
    }

    package var host: String
    package var port: Int
    package var login: Login
    package var security = Security.imaps
    /// The folder in which messages arrive.
    package var folder = "INBOX"
    /// The folder for finished messages. Nil leaves them in place, marked as seen.
    package var doneFolder: String?
    /// The max size of a message in bytes. Larger messages are not read.
    package var messageLimit = 11 << 20
    /// The certificates to trust instead of the system's certificates.
    package var caFile: String?
    package var timeouts = Timeouts()

    package init(host: String, port: Int, login: Login) {
        self.host = host
        self.port = port
        self.login = login
    }
}

extension IMAPSettings {
    /// Returns the server's URL, to which a path is appended.
    func url() throws(MailError) -> String {
        guard let host = URLHost(host) else { throw .invalidSetting("host") }
        guard (1...65535).contains(port) else { throw .invalidSetting("port") }
        guard security != .none || host.isLoopback else { throw .invalidSetting("security") }
        guard !login.user.isEmpty, Self.isPrintable(login.user), Self.isPrintable(login.password) else {
            throw .invalidSetting("login")
        }
        return "\(security == .imaps ? "imaps" : "imap")://\(host.text):\(port)/"
    }

    /// A line break would begin another command.
    private static func isPrintable(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
    }
}
