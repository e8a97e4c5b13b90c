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
    var organiser: Participant? { Participant(name: shownName, address: address.text) }

    var shownName: String { name ?? "Hopdrink" }
}
