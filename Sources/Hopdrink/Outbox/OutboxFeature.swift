import Hummingbird

extension Feature {
    /// Unsubscribing from emails, and the operator's commands on the outbox.
    static func outbox(_ environment: Environment, _ relays: [Relay]) -> Feature {
        let unsubscribing = UnsubscribeRoutes(
            database: environment.database, pages: environment.pages, links: environment.links)
        let outbox = OutboxRoutes(database: environment.database)
        var feature = Feature()
        feature.routes = { site in
            site.all.get("u/:token", use: unsubscribing.show)
            site.all.post("u/:token", use: unsubscribing.unsubscribe)
            site.all.post("u/:token/undo", use: unsubscribing.undo)
        }
        feature.commands = { control in
            control.get("letters", use: outbox.list)
            control.post("letters/retry", use: outbox.retryAll)
            control.get("letters/:letter", use: outbox.show)
            control.post("letters/:letter/retry", use: outbox.retry)
            control.post("letters/:letter/drop", use: outbox.drop)
        }
        return feature
    }
}
