import Domain
import Foundation

/// Who sent a message and where it came to, as the mail system told that took it.
package struct ReceivedEnvelope: Equatable, Sendable {
    /// Empty for mail that must not be answered; nil when nobody said.
    package let sender: String?
    package let recipient: String?

    package init(sender: String? = nil, recipient: String? = nil) {
        self.sender = sender
        self.recipient = recipient
    }
}

/// What counts of a message that came in. All of it is anybody's claim.
struct InboundMail: Sendable {
    /// By which the same message is known when it comes again.
    let identity: String
    /// The Message-ID without its brackets.
    var messageID: String?
    /// The address of the first author.
    var author: String?
    /// Where it came to, the surest first.
    var recipients: [String] = []
    var automatic = AutomaticMail()
    /// The topmost Authentication-Results field.
    var authentication: String?
    /// A calendar's answers, one for each event.
    var answers: [CalendarAnswer] = []
    var report: BounceReport?

    init(identity: String) {
        self.identity = identity
    }
}

extension Letter.ID {
    /// The letter of which this is the Message-ID; nil when it isn't one of ours by its form.
    init?(messageID: String, host: String) {
        let sides = messageID.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2, sides[1].lowercased() == host.lowercased() else { return nil }
        let words = sides[0].split(separator: ".", omittingEmptySubsequences: false)
        guard words.count == 2, LetterKind(rawValue: String(words[0])) != nil else { return nil }
        self.init(parsing: String(words[1]))
    }
}
