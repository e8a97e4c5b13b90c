import Hummingbird
import Logging

extension Feature {
    /// Hosts confirm that their meetups take place.
    static func hosts(_ environment: Environment) -> Feature {
        let routes = HostRoutes(database: environment.database, pages: environment.pages)
        var feature = Feature()
        feature.routes = { site in
            site.all.get(":lang/meetups/confirm/:token", use: routes.show)
            site.all.post(":lang/meetups/confirm/:token", use: routes.confirm)
        }
        feature.jobs = [
            Job(
                every: .seconds(30), failure: "asking hosts failed",
                AskHosts(database: environment.database, pages: environment.pages, logger: environment.logger)
                    .callAsFunction
            )
        ]
        return feature
    }
}
