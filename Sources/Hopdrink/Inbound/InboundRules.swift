import Domain

/// The operator's settings for incoming mail.
package struct InboundRules: Sendable {
    /// The addresses that are ours.
    let verp: VERPAddresses
    /// The domain of our emails' Message-IDs.
    let host: String
    /// The authserv-id whose Authentication-Results are trusted.
    let trustedAuthserv: String?

    package init(verp: VERPAddresses, host: String, trustedAuthserv: String? = nil) {
        self.verp = verp
        self.host = host
        self.trustedAuthserv = trustedAuthserv
    }
}

extension InboundRules {
    /// Returns the purpose of the message's first recipient that is an address of ours with a valid signature.
    func purpose(of mail: InboundMail) -> VERPAddresses.Purpose? {
        mail.recipients.lazy.compactMap { verp.purpose(of: $0) }.first
    }

    func kind(of mail: InboundMail, for purpose: VERPAddresses.Purpose?) -> InboundKind {
        var facts = InboundFacts(address: purpose?.address)
        facts.hasReport = mail.report != nil
        facts.hasAnswer = !mail.answers.isEmpty
        facts.isAutomatic = mail.automatic.mustNotBeAnswered(ownDomain: host)
        facts.isOurs = mail.messageID.flatMap { Letter.ID(messageID: $0, host: host) } != nil
        return InboundKind.decide(facts)
    }
}

extension VERPAddresses.Purpose {
    fileprivate var address: InboundAddress {
        switch self {
        case .reply: .reply
        case .bounce: .bounce
        case .unsubscribe: .unsubscribe
        }
    }
}
