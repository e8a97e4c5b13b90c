import Hummingbird

extension Feature {
    /// Guests' cards.
    static func cards(_ environment: Environment) -> Feature {
        let routes = CardRoutes(database: environment.database, pages: environment.pages)
        var feature = Feature()
        feature.routes = { site in
            site.all.get(":lang/rsvps/:token/card", use: routes.show)
            site.all.post(":lang/rsvps/:token/card", use: routes.save)
            site.all.get(":lang/rsvps/:token/card/saved", use: routes.showSaved)
            site.all.post(":lang/rsvps/:token/card/delete", use: routes.delete)
        }
        return feature
    }
}
