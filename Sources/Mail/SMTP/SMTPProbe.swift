import Dispatch

/// Tests a relay once, over a new connection, and reports every line of the conversation as it arrives.
package struct SMTPProbe: Sendable {
    /// The step at which the test failed.
    package enum Obstacle: CaseIterable, Sendable {
        case unreachable, greeting, hello, encryption, login
        /// A login is configured, and the relay offers no method that we support.
        case noLogin
        case sender, recipient, data, text
        /// The relay refused the final dot, or did not reply to it.
        case end
    }

    package struct Outcome: Sendable {
        package let delivery: Delivery
        /// Nil if the test succeeded.
        package let obstacle: Obstacle?
    }

    private let settings: SMTPSettings
    private let listener: @Sendable (SMTPLine) -> Void
    private let queue = DispatchQueue(label: "hopdrink.smtp.probe")

    package init(_ settings: SMTPSettings, listener: @escaping @Sendable (SMTPLine) -> Void = { _ in }) {
        self.settings = settings
        self.listener = listener
    }

    /// Connects, encrypts and logs in as for an email, but sends none.
    package func greet() async throws(MailError) -> Outcome {
        try await perform(EncodedMessage("\r\n")) { handle, exchange throws(MailError) in try handle.greet(exchange) }
    }

    /// Sends one message.
    package func send(_ message: EncodedMessage, envelope: Envelope) async throws(MailError) -> Outcome {
        try await perform(message) { handle, exchange throws(MailError) in
            try handle.send(exchange, size: message.bytes.count, envelope: envelope)
        }
    }

    private func perform(
        _ message: EncodedMessage,
        _ work: @escaping @Sendable (EasyHandle, SMTPExchange) throws(MailError) -> SMTPResult
    ) async throws(MailError) -> Outcome {
        let result: Result<Outcome, MailError> = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: attempt(message, work)) }
        }
        return try result.get()
    }

    private func attempt(
        _ message: EncodedMessage, _ work: (EasyHandle, SMTPExchange) throws(MailError) -> SMTPResult
    ) -> Result<Outcome, MailError> {
        let connection = SMTPExchange.Connection(needsLogin: settings.login != nil, stop: StopFlag())
        let exchange = SMTPExchange(message, over: connection)
        exchange.conversation = (SMTPConversation(settings.login), listener)
        return Result { () throws(MailError) in
            let handle = try EasyHandle(settings)
            var report = try work(handle, exchange)
            report.reply = report.reply.map(SMTPConversation(settings.login).redacted)
            let outcome = Outcome(report)
            // A relay that doesn't receive our QUIT will see the connection close.
            if outcome.obstacle == nil { try? handle.quit() }
            return outcome
        }
    }
}

extension SMTPProbe.Outcome {
    init(_ report: SMTPResult) {
        delivery = Delivery(report)
        guard case .sent = delivery else {
            obstacle = SMTPProbe.Obstacle(report)
            return
        }
        obstacle = nil
    }
}

extension SMTPProbe.Obstacle {
    fileprivate init(_ report: SMTPResult) {
        switch (report.ending, report.step) {
        case (.unreachable, _): self = .unreachable
        case (.insecure, _): self = .encryption
        case (.loginMissing, _), (.loginRefused, .hello): self = .noLogin
        case (_, let step): self.init(step)
        }
    }

    private init(_ step: SMTPTranscript.Step) {
        switch step {
        case .greeting: self = .greeting
        case .hello: self = .hello
        case .encryption: self = .encryption
        case .login: self = .login
        case .sender: self = .sender
        case .recipient: self = .recipient
        case .data: self = .data
        case .text: self = .text
        case .end: self = .end
        }
    }
}
