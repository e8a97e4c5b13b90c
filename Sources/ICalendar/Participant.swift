import Foundation

/// Someone an invitation names, reachable by mail.
package struct Participant: Sendable, Equatable {
    /// What to show instead of the address; may be empty.
    package let name: String
    package let address: String
    /// The calendar address. What has a meaning in URIs is percent-encoded (RFC 6068).
    let uri: String
    /// The name as a parameter. libical 3.0.16 writes a double quote with a circumflex (RFC 6868), but forgets to double
    /// the circumflex.
    let commonName: String

    /// Nothing for an address that cannot stand in a `mailto:` URI: one without exactly one `@` between two parts, with a
    /// quoted part, a literal host, a space, a control character or anything but ASCII.
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

/// The person invited, with the answer known so far.
package struct Attendee: Sendable, Equatable {
    package enum Participation: Sendable {
        case needsAction, accepted, declined
    }

    package var participant: Participant
    package var participation: Participation
    /// Whether the calendar program is asked to send an answer.
    package var isReplyWanted: Bool

    package init(participant: Participant, participation: Participation, isReplyWanted: Bool) {
        self.participant = participant
        self.participation = participation
        self.isReplyWanted = isReplyWanted
    }
}
