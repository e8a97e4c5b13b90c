import Domain
import Foundation

/// A city's upcoming meetups as an Atom feed, for feed readers (RFC 4287).
struct AtomFeed: Sendable {
    static let template = "feeds/atom.xml"
    static let mediaType = "application/atom+xml; charset=utf-8"
    /// The maximum number of entries; later meetups are left out, because feed readers show what is new.
    static let maxEntries = 100

    struct Entry: Sendable {
        let id: String
        let title: String
        let page: String
        let published: String
        let updated: String
        /// The meetup's time and place.
        let summary: String
    }

    let language: String
    let title: String
    let address: String
    let page: String
    let updated: String
    let author: String
    let entries: [Entry]

    /// `changed` is the feed's last change if the feed has no entries.
    init(_ meetups: [Meetup], of city: City, in site: LocalizedSite, changed: Date) {
        language = site.language.code
        title = site.texts(.feedName, ["city": city.name])
        address = site.base.absolute(.atom(city.slug))
        page = site.base.absolute(.city(city.slug, in: site.language))
        updated = (meetups.map(\.revision.modified).max() ?? changed).formatted(.iso8601)
        author = site.network
        entries = meetups.map { Entry($0, in: site) }
    }
}

extension AtomFeed.Entry {
    fileprivate init(_ meetup: Meetup, in site: LocalizedSite) {
        id = meetup.tag
        title = site.texts.title(meetup)
        page = site.base.absolute(.meetup(meetup.id, in: site.language))
        published = meetup.revision.created.formatted(.iso8601)
        updated = meetup.revision.modified.formatted(.iso8601)
        summary = "\(site.texts.when(meetup)), \(meetup.terms.venue.line)"
    }
}

extension Meetup {
    /// A tag URI (RFC 4151) instead of the UID: the host where the meetup was created, the day, and the meetup's id.
    fileprivate var tag: String {
        let host = uid.split(separator: "@").last ?? ""
        return "tag:\(host),\(LocalDate(dayNumber: Int(revision.created.timeIntervalSince1970) / 86_400)):\(id)"
    }
}
