/// The envelope of a message: one recipient, and the address for its bounces.
package struct Envelope: Sendable, Equatable {
    package let sender: String
    package let recipient: String

    /// An empty sender is the null sender, for messages that must never bounce.
    package init(sender: String, recipient: String) throws(MailError) {
        guard sender.isEmpty || MailAddress.isValid(sender), MailAddress.isValid(recipient) else {
            throw .invalidAddress
        }
        self.sender = sender
        self.recipient = recipient
    }
}
