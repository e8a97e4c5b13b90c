import Domain

/// What stands in the address of a page that only the reader of a letter was told of: an identifier and its signature.
/// Nothing of it is stored, and it works for as long as what it names is there.
struct SignedLink: Hashable, Sendable {
    let text: String
}

/// Makes such links and reads them.
package struct SignedLinks: Sendable {
    private static let identifierLength = 26
    /// 130 bits.
    private static let signatureLength = 26

    let key: SigningKey

    package init(_ key: SigningKey) {
        self.key = key
    }

    /// Opens the page on which somebody follows a city, or stops.
    func link(to follower: Follower.ID) -> SignedLink { link(.follow, follower.text) }

    /// Opens the page on which somebody says that they asked for a city as a letter says, or takes it back.
    func link(to cityRequest: CityRequest.ID, asking ask: Ask.ID?) -> SignedLink {
        link(.cityRequest, cityRequest.text + (ask?.text ?? ""))
    }

    /// Opens the page on which a letter's reader says that they want no more of its sort.
    func link(endingLettersLike letter: Letter.ID) -> SignedLink { link(.unsubscribe, letter.text) }

    /// Opens the page on which a host reads who comes.
    func link(toGuestsOf meetup: Meetup.ID) -> SignedLink { link(.guests, meetup.text) }

    func meetup(of link: SignedLink) -> Meetup.ID? {
        identifier(in: link, .guests).flatMap(Meetup.ID.init(parsing:))
    }

    /// Whom the link is for; nil when somebody made it up.
    func follower(of link: SignedLink) -> Follower.ID? {
        identifier(in: link, .follow).flatMap(Follower.ID.init(parsing:))
    }

    /// The wish, and what a letter asked of it. A letter from before each had its own was about the only one.
    func cityRequest(of link: SignedLink) -> (id: CityRequest.ID, ask: Ask.ID)? {
        guard let text = identifier(in: link, .cityRequest) else { return nil }
        let (first, second) = (text.prefix(Self.identifierLength), text.suffix(Self.identifierLength))
        guard let id = CityRequest.ID(parsing: String(first)), let ask = Ask.ID(parsing: String(second)) else {
            return nil
        }
        return (id, ask)
    }

    func letter(of link: SignedLink) -> Letter.ID? {
        identifier(in: link, .unsubscribe).flatMap(Letter.ID.init(parsing:))
    }

    private enum Purpose: String {
        case follow
        case guests
        case cityRequest
        case unsubscribe
    }

    private func link(_ purpose: Purpose, _ id: String) -> SignedLink {
        let signature = key.signature(of: "\(purpose.rawValue):\(id)", characters: Self.signatureLength)
        return SignedLink(text: id + signature)
    }

    private func identifier(in link: SignedLink, _ purpose: Purpose) -> String? {
        let bytes = link.text.utf8
        let length = bytes.count - Self.signatureLength
        let isPair = purpose == .cityRequest && length == 2 * Self.identifierLength
        guard length == Self.identifierLength || isPair, let id = String(bytes.prefix(length)),
            key.isSignature(bytes.suffix(Self.signatureLength), of: "\(purpose.rawValue):\(id)")
        else { return nil }
        return id
    }
}
