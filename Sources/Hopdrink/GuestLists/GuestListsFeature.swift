import Hummingbird

extension Feature {
    /// The guest list, for hosts and organisers.
    static func guestLists(_ environment: Environment) -> Feature {
        let routes = GuestListRoutes(database: environment.database, pages: environment.pages, links: environment.links)
        var feature = Feature()
        feature.routes = { site in
            site.all.get(":lang/meetups/guests/:token", use: routes.show)
            site.organisers.get("meetups/:id/guests", use: routes.list)
        }
        return feature
    }
}
