import Hummingbird

extension Feature {
    /// The network and its cities.
    static func cities(_ environment: Environment) -> Feature {
        let cities = CityRoutes(database: environment.database, pages: environment.pages, forms: environment.forms)
        let api = CityAPI(database: environment.database, base: environment.pages.base)
        var feature = Feature()
        feature.routes = { site in
            site.all.get("/", use: cities.chooseNetwork)
            let pages = site.cached()
            pages.get(":lang", use: cities.networkOrCity)
            pages.get(":lang/:city", use: cities.city)
            pages.get(":lang/:city/embed", use: cities.embed)
            let lists = site.cached(shared: 1, alone: 4)
            lists.get("api/v1/cities", use: api.list)
            lists.get("api/v1/cities/:city/meetups", use: api.meetups)
        }
        return feature
    }
}
