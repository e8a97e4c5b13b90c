/// Who a message is handed over for: one recipient, and the address its bounces go to.
package struct Envelope: Sendable, Equatable {
    package let sender: String
    package let recipient: String

    /// An empty sender is the null sender, for what must never bounce.
    package init(sender: String, recipient: String) throws(MailError) {
        guard sender.isEmpty || MailAddress.isValid(sender), MailAddress.isValid(recipient) else {
            throw .invalidAddress
        }
        self.sender = sender
        self.recipient = recipient
    }
}
