import Domain
import Foundation

/// Every page for everybody, for search engines (sitemaps.org), with its other languages beside it.
///
/// It is written piece by piece and not by a template: that of a large network is larger than the daemon may be.
struct Sitemap: Sendable {
    /// A page in all its languages.
    struct Entry: Sendable {
        let place: PublicPlace
        let changed: Date
    }

    /// More than this no search engine reads.
    static let mostAddresses = 50_000

    static let start = """
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">

        """
    static let end = "</urlset>\n"

    let entries: [Entry]

    /// Leaves out what is last when there is too much.
    init(_ entries: [Entry], languages: Int) {
        self.entries = Array(entries.prefix(Self.mostAddresses / max(1, languages)))
    }
}

extension Sitemap.Entry {
    /// One `url` for each language.
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
