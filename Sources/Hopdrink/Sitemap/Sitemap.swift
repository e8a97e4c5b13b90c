import Domain
import Foundation

/// The sitemap (sitemaps.org): every public page, with links to its other languages.
enum Sitemap {
    /// A page in all its languages.
    struct Entry: Sendable {
        let place: CanonicalURLs
        let changed: Date
    }

    static let start = """
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">

        """
    static let end = "</urlset>\n"

    /// One document of a large network's sitemap: the pages of a city, or of the network and its cities.
    struct Part: Sendable {
        let city: Slug?
        let page: Int
    }

    /// The sitemap index, which lists the parts.
    static func index(_ parts: [Part], _ base: BaseURL) -> String {
        let locations = parts.map { part in
            let query = (part.city.map { "city=\($0)&amp;" } ?? "") + "page=\(part.page)"
            return "<sitemap>\n<loc>\(base.absolute(.sitemap))?\(query)</loc>\n</sitemap>\n"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">

            """ + locations.joined() + "</sitemapindex>\n"
    }
}

extension Sitemap.Entry {
    /// One `url` element for each language.
    func text(languages: [Language], _ base: BaseURL) -> String {
        let escape = XMLText().escapeText
        let pages = languages.map { (code: $0.code, address: escape(base.absolute(place.address($0)))) }
        let otherwise = ("x-default", escape(base.absolute(place.otherwise)))
        let links = (pages + [otherwise]).map { code, address in
            "<xhtml:link rel=\"alternate\" hreflang=\"\(code)\" href=\"\(address)\"/>\n"
        }.joined()
        let day = LocalDateTime(changed, in: .utc).date
        return pages.map { "<url>\n<loc>\($0.address)</loc>\n<lastmod>\(day)</lastmod>\n\(links)</url>\n" }.joined()
    }
}
