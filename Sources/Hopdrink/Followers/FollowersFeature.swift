import Hummingbird
import Logging

extension Feature {
    /// People who follow a city get an email about its new meetups.
    static func followers(_ environment: Environment) -> Feature {
        let cities = CityRoutes(database: environment.database, pages: environment.pages, forms: environment.forms)
        let followers = FollowerRoutes(
            database: environment.database, pages: environment.pages, links: environment.links,
            forms: environment.forms, cities: cities
        )
        var feature = Feature()
        feature.routes = { site in
            site.all.get(":lang/:city/followers", use: followers.returnToForm)
            site.all.post(":lang/:city/followers", use: followers.ask)
            site.all.get(":lang/:city/followers/sent", use: followers.showSent)
            site.all.get(":lang/followers/:token", use: followers.show)
            site.all.post(":lang/followers/:token", use: followers.follow)
            site.all.post(":lang/followers/:token/stop", use: followers.stop)
        }
        feature.jobs = [
            Job(
                every: .seconds(30), failure: "telling followers failed",
                NotifyFollowers(database: environment.database, logger: environment.logger).callAsFunction)
        ]
        return feature
    }
}
