package import Domain
import Foundation

/// The addresses for replies and bounces: subaddresses (RFC 5233) of one mailbox. Each is signed for one purpose, so
/// that nobody can reply to another person's email.
package struct VERPAddresses: Sendable {
    /// The subject of email to such an address.
    enum Purpose: Hashable, Sendable {
        /// A calendar's reply to an invitation.
        case reply(RSVP.ID)
        /// A relay's report about an email (VERP).
        case bounce(Letter.ID)
        /// A request to get no more emails of this one's sort.
        case unsubscribe(Letter.ID)
    }

    /// The maximum length of the local part, which leaves room for the signed part in 64 octets (RFC 5321 §4.5.3.1.1).
    package static let maxLocalBytes = 64 - 2 - 26 - signatureLength
    private static let signatureLength = 16

    /// The mailbox, which also gets email to `LOCAL+anything@DOMAIN`.
    let mailbox: EmailAddress
    /// Whether the mailbox is read.
    let isRead: Bool
    private let key: SigningKey

    package init(mailbox: EmailAddress, isRead: Bool, key: SigningKey) {
        self.mailbox = mailbox
        self.isRead = isRead
        self.key = key
    }

    /// Returns the address for a purpose. It is always the same, so that calendars take a change for one (RFC 5546
    /// §2.1.4).
    func address(for purpose: Purpose) -> String {
        let signed = "\(purpose.letter)\(purpose.id)"
        let signature = key.signature(of: signed, characters: Self.signatureLength)
        return "\(local)+\(signed)\(signature)@\(mailbox.domain)"
    }

    /// Returns the purpose of a recipient's address; nil if it is not one of ours, or its signature is not valid.
    func purpose(of address: String) -> Purpose? {
        let folded = address.lowercased()
        let (start, end) = ("\(local.lowercased())+", "@\(mailbox.domain)")
        guard folded.utf8.starts(with: start.utf8), folded.hasSuffix(end) else { return nil }
        let signed = folded.utf8.dropFirst(start.utf8.count).dropLast(end.utf8.count)
        let (text, signature) = (signed.dropLast(Self.signatureLength), signed.suffix(Self.signatureLength))
        guard text.count == 27, signature.count == Self.signatureLength,
            let body = String(text), key.isSignature(signature, of: body)
        else { return nil }
        return Purpose(letter: body.prefix(1), id: String(body.dropFirst()))
    }

    private var local: String {
        String(decoding: mailbox.text.utf8.prefix { $0 != UInt8(ascii: "@") }, as: UTF8.self)
    }
}

extension VERPAddresses.Purpose {
    fileprivate var letter: String {
        switch self {
        case .reply: "r"
        case .bounce: "b"
        case .unsubscribe: "u"
        }
    }

    fileprivate var id: String {
        switch self {
        case .reply(let rsvp): rsvp.text
        case .bounce(let letter), .unsubscribe(let letter): letter.text
        }
    }

    fileprivate init?(letter: Substring, id: String) {
        let purpose: Self? =
            switch letter {
            case "r": RSVP.ID(parsing: id).map(Self.reply)
            case "b": Letter.ID(parsing: id).map(Self.bounce)
            case "u": Letter.ID(parsing: id).map(Self.unsubscribe)
            default: nil
            }
        guard let purpose else { return nil }
        self = purpose
    }
}
