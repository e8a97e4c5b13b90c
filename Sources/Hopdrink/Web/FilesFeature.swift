import Hummingbird

extension Feature {
    /// Files for browsers and programs, besides pages.
    static func files(_ pages: Pages) -> Feature {
        var feature = Feature()
        feature.routes = { site in
            site.all.get("styles.css") { request, _ in pages.stylesheet.response(to: request) }
            site.all.get("favicon.svg") { request, _ in pages.icon.response(to: request) }
            site.all.get("picture.png") { request, _ in pages.picture.response(to: request) }
            site.all.get("touch-icon.png") { request, _ in pages.touchIcon.response(to: request) }
            site.all.get("robots.txt") { request, _ in pages.robots.response(to: request) }
            site.all.get("api/v1/openapi.yaml") { request, _ in pages.openAPI.response(to: request) }
        }
        return feature
    }
}
