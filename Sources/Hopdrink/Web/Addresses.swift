package import Domain
import Foundation

/// Where the site lives, as the operator says: scheme and host, perhaps a port. Links are built from it, never from a
/// request's Host.
package struct BaseURL: Equatable, Sendable {
    /// Without a slash at the end: `https://hopdrink.example`.
    package let text: String
    /// In small letters.
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

    /// Host and port as they stand behind the scheme.
    var authority: String { String(text.drop { $0 != "/" }.dropFirst(2)) }
}

/// An address of this site. Only the functions here make one, so a redirect cannot lead elsewhere.
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

    /// Where the form of a meetup's page is sent.
    static func rsvps(_ meetup: Meetup.ID, in language: Language) -> Address {
        Address("/\(language)/meetups/\(meetup)/rsvps")
    }

    /// Where the guest is led after the form was taken.
    static func sent(_ meetup: Meetup.ID, in language: Language) -> Address {
        Address("/\(language)/meetups/\(meetup)/rsvps/sent")
    }

    static func confirm(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/confirm/\(token.text)")
    }

    /// Where a host says that a meetup takes place.
    static func host(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/meetups/confirm/\(token.text)")
    }

    static func manage(_ token: Token, in language: Language) -> Address { Address("/\(language)/rsvps/\(token.text)") }

    static func cancel(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/cancel")
    }

    /// Where the button is sent that makes a feed of the guest's own.
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

    /// Where a guest's question is sent.
    static func ask(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/question")
    }

    /// The guest's page once the question is on its way.
    static func asked(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/asked")
    }

    /// Where the form of a city's page is sent.
    static func followers(of city: Slug, in language: Language) -> Address {
        Address("/\(language)/\(city)/followers")
    }

    static func followSent(_ city: Slug, in language: Language) -> Address {
        Address("/\(language)/\(city)/followers/sent")
    }

    /// Where somebody says that they follow a city, and stops it.
    static func follower(_ link: SignedLink, in language: Language) -> Address {
        Address("/\(language)/followers/\(link.text)")
    }

    static func stopFollowing(_ link: SignedLink, in language: Language) -> Address {
        Address("/\(language)/followers/\(link.text)/stop")
    }

    /// Where a letter's reader says that they want no more of its sort.
    static func unsubscribe(_ link: SignedLink) -> Address { Address("/u/\(link.text)") }

    static func resubscribe(_ link: SignedLink) -> Address { Address("/u/\(link.text)/undo") }

    /// Where a guest says that they really come.
    static func reconfirm(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/reconfirm")
    }

    /// Where a guest who waits takes a free place.
    static func take(_ token: Token, in language: Language) -> Address {
        Address("/\(language)/rsvps/\(token.text)/take")
    }

    /// Where a host reads who comes.
    static func guests(_ link: SignedLink, in language: Language) -> Address {
        Address("/\(language)/meetups/guests/\(link.text)")
    }

    /// Where somebody asks what is held of their address.
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

    /// Where somebody asks for a city that is not there yet, and the form is sent.
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

    /// The form for whoever wants to hear of a city by mail.
    static func followForm(of city: Slug, in language: Language) -> Address {
        Address("/\(language)/\(city)#follow")
    }

    /// The site, and a city, in whatever language the visitor likes best.
    static let start = Address("/")

    static func city(_ city: Slug) -> Address { Address("/\(city)") }

    static func series(_ series: Slug, of city: Slug, in language: Language) -> Address {
        Address("/\(language)/\(city)/\(series)")
    }

    /// A city's dates for other sites to show.
    static func embed(_ city: Slug, in language: Language) -> Address { Address("/\(language)/\(city)/embed") }

    static func feed(of series: Slug, in city: Slug) -> Address { Address("/feeds/\(city)/\(series).ics") }

    static let sitemap = Address("/sitemap.xml")

    /// Pictures; their addresses change with them.
    static func picture(version: String) -> Address { Address("/picture.png?v=\(version)") }

    static func touchIcon(version: String) -> Address { Address("/touch-icon.png?v=\(version)") }

    /// Where a guest fills in their card, opened by the token of one of their answers.
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

    /// The stylesheet; its address changes with its contents.
    static func stylesheet(version: String) -> Address { Address("/styles.css?v=\(version)") }
}

extension BaseURL {
    /// The whole address, for letters, calendars and machines.
    func absolute(_ address: Address) -> String { text + address.path }

    /// The address that opens a feed in the visitor's calendar.
    func webcal(_ address: Address) -> String { "webcal://\(authority)\(address.path)" }
}
