/// A mail system's report about a message that was sent before (RFC 3464).
package struct DeliveryStatus: Sendable, Equatable {
    package let recipients: [Recipient]
    /// The Message-ID of the reported message, without angle brackets.
    package let returnedMessageID: String?

    /// The outcome for one recipient of the message.
    package struct Recipient: Sendable, Equatable {
        package let finalRecipient: String?
        package let originalRecipient: String?
        package let action: Action?
        package let status: EnhancedStatus?
        /// The response of the system that refused the message.
        package let diagnostic: String?
    }

    package enum Action: String, Sendable {
        case failed, delayed, delivered, relayed, expanded
    }

    package enum Outcome: Sendable, Equatable {
        /// The mail system gave up. If the failure is not permanent, a later message may arrive.
        case failed(permanently: Bool)
        /// The mail system is still trying.
        case delayed
        /// The message arrived, or was passed on to a system that sends no reports.
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

    /// Whether no message to this address will ever arrive.
    package var isAddressBad: Bool {
        outcome == .failed(permanently: true) && (reason?.blamesAddress ?? false)
    }

    /// Exim reports 5.0.0 whatever the other server's response was, and quotes that response.
    private var reason: EnhancedStatus? {
        guard let status, status.isUnspecific, let diagnostic else { return status }
        let words = diagnostic.unicodeScalars.split { $0 == " " || $0 == "-" }.prefix(3)
        return words.lazy.compactMap { EnhancedStatus(String($0)) }.first ?? status
    }
}
