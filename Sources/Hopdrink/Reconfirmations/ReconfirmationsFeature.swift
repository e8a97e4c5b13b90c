import Hummingbird
import Logging

extension Feature {
    /// Guests reconfirm that they come.
    static func reconfirmations(_ environment: Environment) -> Feature {
        let routes = ReconfirmRoutes(database: environment.database, pages: environment.pages)
        var feature = Feature()
        feature.routes = { site in
            site.all.get(":lang/rsvps/:token/reconfirm", use: routes.show)
            site.all.post(":lang/rsvps/:token/reconfirm", use: routes.confirm)
            site.all.post(":lang/rsvps/:token/take", use: routes.take)
        }
        feature.jobs = [
            Job(
                every: .seconds(10), failure: "asking guests whether they are still coming failed",
                AskToReconfirm(database: environment.database, logger: environment.logger).callAsFunction)
        ]
        return feature
    }
}
