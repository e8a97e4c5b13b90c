import Domain

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
