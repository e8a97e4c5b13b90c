import Foundation

/// A person whom an invitation names, reachable by email.
package struct Participant: Sendable, Equatable {
    /// The name to show instead of the address; may be empty.
    package let name: String
    package let address: String
    /// The calendar address as a URI. Characters with a meaning in URIs are percent-encoded (RFC 6068).
    let uri: String
    /// The name as a parameter. libical 3.0.16 writes a double quote with a circumflex (RFC 6868), but does not double
    /// the circumflex itself.
    let commonName: String

    /// Returns nil for an address that cannot stand in a `mailto:` URI. Such an address does not have exactly one `@`
    /// between two parts, or has a quoted part, a literal host, a space, a control character or a non-ASCII character.
    package init?(name: String, address: String) {
        let parts = address.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
            address.unicodeScalars.allSatisfy(Self.allowed.contains),
            let encoded = address.addingPercentEncoding(withAllowedCharacters: Self.plain)
        else { return nil }
        self.name = name
        self.address = address
        uri = "mailto:" + encoded
        let scalars = name.cleanLine.unicodeScalars.flatMap { $0 == "^" ? [$0, $0] : [$0] }
        commonName = String(String.UnicodeScalarView(scalars))
    }

    private static let plain = CharacterSet(
        charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.@!$&'*+-/=_~"
    )
    private static let allowed = plain.union(CharacterSet(charactersIn: "#%?^`{|}"))
}

/// The invited person, with their latest known reply.
package struct Attendee: Sendable, Equatable {
    package enum Participation: Sendable {
        case needsAction, accepted, declined
    }

    package var participant: Participant
    package var participation: Participation
    /// Whether the calendar program is asked to send a reply.
    package var isReplyWanted: Bool

    package init(participant: Participant, participation: Participation, isReplyWanted: Bool) {
        self.participant = participant
        self.participation = participation
        self.isReplyWanted = isReplyWanted
    }
}
