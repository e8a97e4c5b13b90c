package import Domain
import ICalendar

/// Who letters and invitations come from.
package struct Sender: Sendable {
    package let name: String?
    package let address: EmailAddress

    package init(name: String?, address: EmailAddress) {
        self.name = name
        self.address = address
    }
}

extension Sender {
    /// The organiser that feeds name: no private address.
    var organiser: Participant? { Participant(name: name ?? "Hopdrink", address: address.text) }

    /// The organiser as one guest sees them: always the same for the same RSVP, so that calendars take a change for one
    /// (RFC 5546 §2.1.4).
    func organiser(for rsvp: RSVP.ID) -> Participant? {
        let local = String(decoding: address.text.utf8.prefix { $0 != UInt8(ascii: "@") }, as: UTF8.self)
        return Participant(name: name ?? "Hopdrink", address: "\(local)+\(rsvp)@\(address.domain)")
    }
}
