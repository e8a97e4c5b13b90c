import Domain
import Mail

extension SMTPSettings {
    /// The relay as the mail module wants it, with the password read from its file.
    init(_ relay: RelaySettings) throws(Fault) {
        self.init(host: relay.host, port: relay.port)
        security = relay.security
        caFile = relay.caFile
        if let login = relay.login {
            let file = PasswordFile(path: login.passwordFile, field: "mail.relay.password_file")
            self.login = Login(user: login.user, password: try file.password())
        }
    }
}
