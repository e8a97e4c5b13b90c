import Domain

/// The secret part of a page's URL in an email: an identifier and its signature. It is not stored anywhere, and works
/// as long as the thing that it identifies exists.
struct SignedLink: Hashable, Sendable {
    let text: String
}

/// Signs links and verifies them.
package struct SignedLinks: Sendable {
    private static let identifierLength = 26
    /// 130 bits.
    private static let signatureLength = 26

    let key: SigningKey

    package init(_ key: SigningKey) {
        self.key = key
    }

    /// Returns the link to the page where somebody follows a city, or stops.
    func link(to follower: Follower.ID) -> SignedLink { link(.follow, follower.text) }

    /// Returns the link to the page where somebody confirms a city request as an email states it, or withdraws it.
    func link(to cityRequest: CityRequest.ID, asking ask: Ask.ID?) -> SignedLink {
        link(.cityRequest, cityRequest.text + (ask?.text ?? ""))
    }

    /// Returns the link to the page where an email's reader unsubscribes from emails of its sort.
    func link(endingLettersLike letter: Letter.ID) -> SignedLink { link(.unsubscribe, letter.text) }

    /// Returns the link to the page where a host sees the guest list.
    func link(toGuestsOf meetup: Meetup.ID) -> SignedLink { link(.guests, meetup.text) }

    func meetup(of link: SignedLink) -> Meetup.ID? {
        identifier(in: link, .guests).flatMap(Meetup.ID.init(parsing:))
    }

    /// Returns the follower of the link; nil if the signature is not valid.
    func follower(of link: SignedLink) -> Follower.ID? {
        identifier(in: link, .follow).flatMap(Follower.ID.init(parsing:))
    }

    /// Returns the city request and the ask that an email was about; nil if the signature is not valid. In links of
    /// older emails, which had no ask of their own, both are the same identifier.
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
