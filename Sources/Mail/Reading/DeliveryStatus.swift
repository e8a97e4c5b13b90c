/// What a mail system reports of a message that was sent before (RFC 3464).
package struct DeliveryStatus: Sendable, Equatable {
    package let recipients: [Recipient]
    /// The Message-ID of the message it is about, without brackets.
    package let returnedMessageID: String?

    /// What became of the message for one of those it was sent to.
    package struct Recipient: Sendable, Equatable {
        package let finalRecipient: String?
        package let originalRecipient: String?
        package let action: Action?
        package let status: EnhancedStatus?
        /// What the system said that refused the message.
        package let diagnostic: String?
    }

    package enum Action: String, Sendable {
        case failed, delayed, delivered, relayed, expanded
    }

    package enum Outcome: Sendable, Equatable {
        /// Given up. Not permanently: a later message may arrive.
        case failed(permanently: Bool)
        /// Still being tried.
        case delayed
        /// Arrived, or went where no more will be heard of it.
        case delivered
        case unknown
    }
}

extension DeliveryStatus.Recipient {
    package var outcome: DeliveryStatus.Outcome {
        switch action {
        case .failed: .failed(permanently: status?.isPermanent ?? false)
        case .delayed: .delayed
        case .delivered, .relayed, .expanded: .delivered
        case nil: .unknown
        }
    }

    /// Whether nothing to this address will ever arrive.
    package var isAddressBad: Bool {
        outcome == .failed(permanently: true) && (reason?.blamesAddress ?? false)
    }

    /// Exim reports 5.0.0 whatever the other side has answered, and quotes the answer.
    private var reason: EnhancedStatus? {
        guard let status, status.isUnspecific, let diagnostic else { return status }
        let words = diagnostic.unicodeScalars.split { $0 == " " || $0 == "-" }.prefix(3)
        return words.lazy.compactMap { EnhancedStatus(String($0)) }.first ?? status
    }
}
