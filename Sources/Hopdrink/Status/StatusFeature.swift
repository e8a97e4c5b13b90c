import Hummingbird

extension Feature {
    /// The state of the running daemon.
    static func status(_ environment: Environment, _ source: StatusSource, _ relays: [Relay]) -> Feature {
        let routes = StatusRoutes(database: environment.database, source: source, relays: relays)
        var feature = Feature()
        feature.commands = { control in
            control.get("status", use: routes.show)
        }
        return feature
    }
}
