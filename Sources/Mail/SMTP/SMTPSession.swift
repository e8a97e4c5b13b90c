/// Sends message after message over one connection, which it opens, keeps and replaces as needed.
final class SMTPSession: @unchecked Sendable {  // owns a libcurl handle, and only its worker's serial queue calls it
    private static let messagesPerConnection = 100

    private let settings: SMTPSettings
    private var handle: EasyHandle?
    private var messageCount = 0
    private var isAuthenticated = false
    let stop = StopFlag()

    init(_ settings: SMTPSettings) {
        self.settings = settings
    }

    func deliver(_ message: EncodedMessage, _ envelope: Envelope, onAccept: @escaping () throws -> Void) -> Delivery {
        let first = attempt(message, envelope, onAccept)
        let delivery = Delivery(first.deservesAnotherConnection ? attempt(message, envelope, onAccept) : first)
        // The relay's refusal of us may apply to this session only.
        if case .relayUnavailable = delivery, handle != nil { disconnect() }
        return delivery
    }

    func disconnect() {
        // A relay that doesn't receive our QUIT will see the connection close.
        try? handle?.quit()
        forgetConnection()
    }

    private func attempt(
        _ message: EncodedMessage,
        _ envelope: Envelope,
        _ onAccept: @escaping () throws -> Void
    ) -> SMTPResult {
        guard !stop.isRaised else { return SMTPResult(ending: .stopped) }
        let exchange = SMTPExchange(message, over: connection, onAccept: onAccept)
        do throws(MailError) {
            let report = try openHandle().send(exchange, size: message.bytes.count, envelope: envelope)
            settle(report, exchange.transcript)
            return report
        } catch {
            forgetConnection()
            return exchange.report(.failed("\(error)"))
        }
    }

    private var connection: SMTPExchange.Connection {
        SMTPExchange.Connection(
            needsLogin: settings.login != nil, isAuthenticated: isAuthenticated, stop: stop
        )
    }

    private func openHandle() throws(MailError) -> EasyHandle {
        if messageCount >= Self.messagesPerConnection { disconnect() }
        if let handle { return handle }
        let opened = try EasyHandle(settings)
        handle = opened
        return opened
    }

    /// Unless the relay has replied to the final dot, libcurl's state of the conversation is wrong, and the next
    /// message would read the late reply to this one.
    private func settle(_ report: SMTPResult, _ transcript: SMTPTranscript) {
        guard report.step == .end, report.reply != nil else { return forgetConnection() }
        isAuthenticated = transcript.isAuthenticated
        messageCount += 1
    }

    private func forgetConnection() {
        handle = nil
        isAuthenticated = false
        messageCount = 0
    }
}
