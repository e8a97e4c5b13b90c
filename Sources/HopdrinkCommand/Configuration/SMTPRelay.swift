import Domain
import Foundation
import Mail

extension SMTPSettings {
    /// The relay in the form of the mail module, with the password read from its source.
    init(
        _ relay: RelaySettings, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(FieldError) {
        self.init(host: relay.host, port: relay.port)
        security = relay.security
        caFile = relay.caFile
        heloName = relay.hello
        timeouts.response = .seconds(relay.timeout)
        if let login = relay.login {
            let place = "mail.\(relay.name.setting)"
            let password = try login.password.password(of: place, in: environment)
            self.login = Login(user: login.user, password: password)
        }
    }
}

extension PasswordSource {
    fileprivate func password(of place: String, in environment: [String: String]) throws(FieldError) -> String {
        switch self {
        case .file(let path):
            return try PasswordFile(path: path, field: "\(place).password_file").password()
        case .environment(let name):
            do throws(FieldErrorReason) {
                return try TextParser.line(environment[name] ?? "", maximum: 1024)
            } catch {
                let sentence = "names an environment variable that must hold one line, the password: \(name)"
                throw FieldError("\(place).password_env", .format(sentence))
            }
        }
    }
}
