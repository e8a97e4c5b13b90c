import Hummingbird

extension Feature {
    /// Organisers' tokens for the API, which the operator creates.
    static func organisers(_ environment: Environment) -> Feature {
        let tokens = ControlRoutes(database: environment.database)
        var feature = Feature()
        feature.commands = { control in
            control.post("tokens", use: tokens.createToken)
            control.get("tokens", use: tokens.listTokens)
            control.delete("tokens/:token", use: tokens.deleteToken)
        }
        return feature
    }
}
