import Domain
import Hummingbird
import Logging

extension Feature {
    /// People request a city where nobody meets yet; administrators are told.
    static func cityRequests(_ environment: Environment, _ settings: CityRequestSettings, administrators: [Contact])
        -> Feature
    {
        let routes = CityRequestRoutes(
            database: environment.database, pages: environment.pages, links: environment.links, forms: environment.forms
        )
        let followUp = FollowUpCityRequests(
            database: environment.database, settings: settings, administrators: administrators,
            logger: environment.logger
        )
        var feature = Feature()
        feature.routes = { site in
            site.cached().get(":lang/city-requests", use: routes.show)
            site.all.post(":lang/city-requests", use: routes.ask)
            site.all.get(":lang/city-requests/sent", use: routes.showSent)
            site.all.get(":lang/city-requests/withdrawn", use: routes.showWithdrawn)
            site.all.get(":lang/city-requests/:token", use: routes.showCityRequest)
            site.all.post(":lang/city-requests/:token", use: routes.confirm)
            site.all.post(":lang/city-requests/:token/withdraw", use: routes.withdraw)
        }
        feature.jobs = [
            Job(
                every: .seconds(30), failure: "telling administrators about requested cities failed",
                followUp.callAsFunction
            )
        ]
        return feature
    }
}
