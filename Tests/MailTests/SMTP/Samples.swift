import Mail

extension EncodedMessage {
    static var sample: EncodedMessage {
        get throws { try EncodedMessage("Subject: hello\r\n\r\nhello\r\n") }
    }
}

extension Envelope {
    static var sample: Envelope {
        get throws { try Envelope(sender: "bounce@hop.example", recipient: "guest@example.net") }
    }
}

extension SMTPWorker {
    func sendSample(onAccept: @escaping @Sendable () async throws -> Void = {}) async throws -> Delivery {
        await send(try .sample, envelope: try .sample, onAccept: onAccept)
    }
}

extension Delivery {
    /// The case and the code, for tables of expected outcomes.
    var outcome: String {
        switch self {
        case .sent: "sent \(reply.code)"
        case .relayUnavailable: "relay unavailable \(reply.code)"
        case .deferred: "deferred \(reply.code)"
        case .refused(_, let addressIsBad): "\(addressIsBad ? "bad address" : "refused") \(reply.code)"
        case .withdrawn: "withdrawn \(reply.code)"
        case .ambiguous: "ambiguous \(reply.code)"
        }
    }
}
