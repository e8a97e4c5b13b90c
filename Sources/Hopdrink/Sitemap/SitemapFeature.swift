import Hummingbird

extension Feature {
    /// The sitemap, for search engines.
    static func sitemap(_ environment: Environment) -> Feature {
        let routes = SitemapRoutes(database: environment.database, pages: environment.pages)
        var feature = Feature()
        feature.routes = { site in
            let pages = site.cached(shared: 1200, alone: 1200, SitemapRoutes.city, SitemapRoutes.page)
            pages.get("sitemap.xml", use: routes.show)
        }
        return feature
    }
}
