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

extension DeliveryStatus {
    /// Reads a `multipart/report` (RFC 6522) that contains a delivery status, whatever report type it declares.
    init?(_ report: ReceivedPart, _ limits: ReadingLimits) {
        guard report.type == "multipart/report" else { return nil }
        let parts = report.children
        guard let status = parts.first(where: \.isDeliveryStatus) else { return nil }
        let groups = StatusFields.groups(of: status.text)
        recipients = groups.filter(\.isOfRecipient).prefix(limits.values).map { Recipient($0) }
        returnedMessageID = parts.lazy.compactMap(\.returnedMessageID).first
    }
}

extension ReceivedPart {
    fileprivate var isDeliveryStatus: Bool {
        ["message/delivery-status", "message/global-delivery-status"].contains(type)
    }

    /// The Message-ID in a returned message, which is either complete or only a header.
    fileprivate var returnedMessageID: String? {
        let wholes = ["message/rfc822", "message/global"]
        let headers = ["text/rfc822-headers", "message/global-headers"]
        guard (wholes + headers).contains(type) else { return nil }
        let field = attachedHeader?.first("Message-ID") ?? returnedField("Message-ID")
        return field?.identifiers.first
    }

    private func returnedField(_ name: String) -> ReceivedField? {
        StatusFields.groups(of: text).first?[name].map { ReceivedField($0) }
    }
}

extension DeliveryStatus.Recipient {
    fileprivate init(_ fields: StatusFields) {
        finalRecipient = fields.value("Final-Recipient").flatMap { ReceivedField($0).firstAddress }
        originalRecipient = fields.value("Original-Recipient").flatMap { ReceivedField($0).firstAddress }
        action = fields["Action"].flatMap { DeliveryStatus.Action(rawValue: ReceivedField($0).keyword) }
        status = fields["Status"].flatMap { EnhancedStatus(ReceivedField($0).keyword) }
        diagnostic = fields.value("Diagnostic-Code").map { String($0.unicodeScalars.prefix(500)) }
    }
}

extension StatusFields {
    fileprivate var isOfRecipient: Bool {
        self["Final-Recipient"] != nil || self["Action"] != nil
    }

    /// Returns the value after the type: `a@b` for `rfc822; a@b`.
    fileprivate func value(_ name: String) -> String? {
        guard let text = self[name] else { return nil }
        let scalars = text.unicodeScalars
        guard let mark = scalars.firstIndex(of: ";") else { return text }
        return HeaderText(String(scalars[mark...].dropFirst())).text
    }
}
