/// An address and the name shown with it. The name may be any text; the address is validated.
package struct Mailbox: Sendable, Equatable {
    package let name: String?
    package let address: String

    package init(name: String? = nil, address: String) throws(MailError) {
        guard MailAddress.isValid(address) else { throw .invalidAddress }
        self.name = name
        self.address = address
    }
}

extension Mailbox {
    /// The parts of a header value, between which it may be folded.
    var headerTokens: [String] {
        let name = HeaderText(name ?? "")
        return name.text.isEmpty ? [address] : name.phraseTokens + ["<\(address)>"]
    }
}
