package import Domain
import Foundation

/// The site's base URL from the settings: scheme, host and an optional port. All links are built from it, never from a
/// request's Host field.
package struct BaseURL: Equatable, Sendable {
    /// Without a slash at the end: `https://hopdrink.example`.
    package let text: String
    /// In lower case.
    package let host: String
    package let isSecure: Bool

    /// Reads `https://hopdrink.example` or `http://127.0.0.1:8080`.
    package init(parsing text: String) throws(FieldErrorReason) {
        let trimmed = text.trimmed
        guard trimmed.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let parts = URLComponents(string: trimmed),
            let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = parts.host?.lowercased(), !host.isEmpty, ["", "/"].contains(parts.path),
            parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil
        else { throw .format("must be an address such as https://hopdrink.example, without a path") }
        self.host = host
        isSecure = scheme == "https"
        self.text = "\(scheme)://\(host)\(parts.port.map { ":\($0)" } ?? "")"
    }

    /// The host and the port, as they follow the scheme.
    var authority: String { String(text.drop { $0 != "/" }.dropFirst(2)) }
}

/// A path on this site. Only the functions here create one, so a redirect cannot lead to another site.
struct Address: Hashable, Sendable {
    let path: String

    private init(_ path: String) {
        self.path = path
    }
}

extension Address {
    static func network(in language: Language) -> Address { Address("/\(language)/") }

    static func city(_ city: Slug, in language: Language) -> Address { Address("/\(language)/\(city)") }

    static func meetup(_ meetup: Meetup.ID, in language: Language) -> Address {
        Address("/\(language)/meetups/\(meetup)")
    }

    /// The action of the form on a meetup's page.
    static func rsvps(_ meetup: Meetup.ID, in language: Language) -> Address {
        Address("/\(language)/meetups/\(meetup)/rsvps")
    }

    /// The page that a guest sees after sending the RSVP form.
    static func sent(_ meetup: Meetup.ID, in language: Language) -> Address {
        Address("/\(language)/meetups/\(meetup)/rsvps/sent")
    }

    static func confirm(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/confirm/\(token.text)")
    }

    /// The page on which a host confirms that a meetup takes place.
    static func host(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/meetups/confirm/\(token.text)")
    }

    static func manage(_ token: Token, in language: Language) -> Address { Address("/\(language)/rsvps/\(token.text)") }

    static func cancel(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/cancel")
    }

    /// The action of the button that creates a guest's own calendar feed.
    static func makeGuestFeed(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/feed")
    }

    static func guestFeed(_ token: Token) -> Address { Address("/feeds/guest/\(token.text).ics") }

    static func guestFeedPage(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/feeds/guest/\(token.text)")
    }

    static func revokeGuestFeed(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/feeds/guest/\(token.text)/revoke")
    }

    static func guestFeedGone(in language: Language) -> Address { Address("/\(language)/feeds/guest/gone") }

    static func feed(_ city: Slug) -> Address { Address("/feeds/\(city).ics") }

    static func atom(_ city: Slug) -> Address { Address("/feeds/\(city).atom") }

    static func calendar(_ meetup: Meetup.ID) -> Address { Address("/meetups/\(meetup).ics") }

    /// The action of the form for a guest's question.
    static func ask(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/question")
    }

    /// The guest's page after the question was sent.
    static func asked(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/asked")
    }

    /// The action of the follow form on a city's page.
    static func followers(of city: Slug, in language: Language) -> Address {
        Address("/\(language)/\(city)/followers")
    }

    static func followSent(_ city: Slug, in language: Language) -> Address {
        Address("/\(language)/\(city)/followers/sent")
    }

    /// The page on which a follower confirms that they follow a city, or stops following it.
    static func follower(_ link: SignedLink, in language: Language) -> Address {
        Address("/\(language)/followers/\(link.text)")
    }

    static func stopFollowing(_ link: SignedLink, in language: Language) -> Address {
        Address("/\(language)/followers/\(link.text)/stop")
    }

    /// The page on which the recipient of an email unsubscribes from emails of its kind.
    static func unsubscribe(_ link: SignedLink) -> Address { Address("/u/\(link.text)") }

    static func resubscribe(_ link: SignedLink) -> Address { Address("/u/\(link.text)/undo") }

    /// The page on which a guest confirms again that they come.
    static func reconfirm(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/reconfirm")
    }

    /// The page on which a guest on the waiting list takes a free seat.
    static func take(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/take")
    }

    /// The page on which a host reads the guest list.
    static func guests(_ link: SignedLink, in language: Language) -> Address {
        Address("/\(language)/meetups/guests/\(link.text)")
    }

    /// The page on which visitors request the personal data stored for their email address.
    static func requestPersonalData(in language: Language) -> Address { Address("/\(language)/data") }

    static func personalDataRequested(in language: Language) -> Address { Address("/\(language)/data/sent") }

    static func personalData(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/data/\(token.text)")
    }

    static func exportPersonalData(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/data/\(token.text)/export.json")
    }

    static func erasePersonalData(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/data/\(token.text)/erase")
    }

    static func personalDataErased(in language: Language) -> Address { Address("/\(language)/data/erased") }

    /// The page, and the form's action, for requesting a city that does not exist yet.
    static func cityRequests(in language: Language) -> Address { Address("/\(language)/city-requests") }

    static func cityRequestSent(in language: Language) -> Address { Address("/\(language)/city-requests/sent") }

    static func cityRequest(_ link: SignedLink, in language: Language) -> Address {
        Address("/\(language)/city-requests/\(link.text)")
    }

    static func withdrawCityRequest(_ link: SignedLink, in language: Language) -> Address {
        Address("/\(language)/city-requests/\(link.text)/withdraw")
    }

    static func cityRequestWithdrawn(in language: Language) -> Address {
        Address("/\(language)/city-requests/withdrawn")
    }

    /// The form for following a city by email.
    static func followForm(of city: Slug, in language: Language) -> Address {
        Address("/\(language)/\(city)#follow")
    }

    /// The site in the language that suits the visitor best. `city(_:)` does the same for one city.
    static let start = Address("/")

    static func city(_ city: Slug) -> Address { Address("/\(city)") }

    static func series(_ series: Slug, of city: Slug, in language: Language) -> Address {
        Address("/\(language)/\(city)/\(series)")
    }

    /// A city's meetups, for other sites to embed.
    static func embed(_ city: Slug, in language: Language) -> Address { Address("/\(language)/\(city)/embed") }

    static func feed(of series: Slug, in city: Slug) -> Address { Address("/feeds/\(city)/\(series).ics") }

    static let sitemap = Address("/sitemap.xml")

    /// A picture; the version in its URL changes with its contents.
    static func picture(version: String) -> Address { Address("/picture.png?v=\(version)") }

    static func touchIcon(version: String) -> Address { Address("/touch-icon.png?v=\(version)") }

    /// The page on which a guest edits their card. The token of one of the guest's RSVPs opens it.
    static func card(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/card")
    }

    static func cardSaved(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/card/saved")
    }

    static func deleteCard(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/card/delete")
    }

    static let icon = Address("/favicon.svg")

    /// The stylesheet; the version in its URL changes with its contents.
    static func stylesheet(version: String) -> Address { Address("/styles.css?v=\(version)") }
}

extension BaseURL {
    /// The absolute URL, for emails, calendars and programs.
    func absolute(_ address: Address) -> String { text + address.path }

    /// The URL that opens a feed in the visitor's calendar program.
    func webcal(_ address: Address) -> String { "webcal://\(authority)\(address.path)" }
}
