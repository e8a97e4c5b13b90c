import Domain
import Foundation

/// The sender and recipient of a message, from the mail system that received it.
package struct ReceivedEnvelope: Equatable, Sendable {
    /// Empty for messages that must not be answered; nil if it is not known.
    package let sender: String?
    package let recipient: String?

    package init(sender: String? = nil, recipient: String? = nil) {
        self.sender = sender
        self.recipient = recipient
    }
}

/// The relevant parts of an incoming message. Anybody can have written any of it.
struct InboundMail: Sendable {
    /// The identity by which the same message is recognised if it comes again.
    let identity: String
    /// The Message-ID without its brackets.
    var messageID: String?
    /// The address of the first author.
    var author: String?
    /// The recipients, the most certain first.
    var recipients: [String] = []
    var automatic = AutomaticMail()
    /// The topmost Authentication-Results field.
    var authentication: String?
    /// A calendar's replies, one per event.
    var answers: [CalendarAnswer] = []
    var report: BounceReport?

    init(identity: String) {
        self.identity = identity
    }
}

extension Letter.ID {
    /// Returns the id of the letter with this Message-ID; nil if it does not have the form of ours.
    init?(messageID: String, host: String) {
        let sides = messageID.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2, sides[1].lowercased() == host.lowercased() else { return nil }
        let words = sides[0].split(separator: ".", omittingEmptySubsequences: false)
        guard words.count == 2, LetterKind(rawValue: String(words[0])) != nil else { return nil }
        self.init(parsing: String(words[1]))
    }
}
