/// Where the mailbox is and how its server is spoken to.
package struct IMAPSettings: Sendable {
    package typealias Login = SMTPSettings.Login

    package enum Security: String, Sendable {
        /// For a server on the same host only.
        case none
        /// Refuses to go on in clear.
        case starttls
        case imaps
    }

    package struct Timeouts: Sendable {
        /// Until we are logged in, encryption included.
        package var connect = Duration.seconds(30)
        /// For each answer.
        package var response = Duration.seconds(60)
        /// For each command, and so for each message.
        package var total = Duration.seconds(300)

        package init() {}
    }

    package var host: String
    package var port: Int
    package var login: Login
    package var security = Security.imaps
    /// Where messages arrive.
    package var folder = "INBOX"
    /// Where finished messages are moved; nil leaves them where they are, marked as seen.
    package var doneFolder: String?
    /// Larger messages are not read.
    package var messageLimit = 11 << 20
    /// Certificates to trust instead of the system's.
    package var caFile: String?
    package var timeouts = Timeouts()

    package init(host: String, port: Int, login: Login) {
        self.host = host
        self.port = port
        self.login = login
    }
}

extension IMAPSettings {
    /// The server's address, to which a path is appended.
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
