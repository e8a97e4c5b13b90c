package import Domain
import ICalendar

/// The sender of emails and invitations.
package struct Sender: Sendable {
    package let name: String?
    package let address: EmailAddress

    package init(name: String?, address: EmailAddress) {
        self.name = name
        self.address = address
    }
}

extension Sender {
    /// The organiser in calendar feeds: no private address.
    var organiser: Participant? { Participant(name: shownName, address: address.text) }

    var shownName: String { name ?? "Hopdrink" }
}
