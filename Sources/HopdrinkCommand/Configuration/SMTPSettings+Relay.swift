import Domain
import Foundation
import Mail

extension SMTPSettings {
    /// The relay as the mail module wants it, with the password read from its file.
    init(_ relay: RelaySettings) throws(Fault) {
        self.init(host: relay.host, port: relay.port)
        security = relay.security
        caFile = relay.caFile
        if let login = relay.login {
            self.login = Login(user: login.user, password: try Self.password(in: login.passwordFile))
        }
    }

    private static func password(in file: String) throws(Fault) -> String {
        let text: String
        do {
            text = try String(contentsOfFile: file, encoding: .utf8)
        } catch {
            throw fault("names a file that can't be read: \(file)")
        }
        do throws(Problem) {
            return try Text.line(text, most: 1024)
        } catch {
            throw fault("names a file that must hold one line, the password: \(file)")
        }
    }

    private static func fault(_ sentence: String) -> Fault {
        Fault("mail.relay.password_file", .format(sentence))
    }
}
