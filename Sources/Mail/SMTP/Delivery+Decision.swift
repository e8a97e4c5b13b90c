extension Delivery {
    /// The rule: what the relay answered after the last byte counts; before the first byte it can't have accepted
    /// anything; in between it has not.
    init(_ report: TransferReport) {
        let answer = report.answer
        switch report.step {
        case _ where report.ending == .finished, .end where answer.isCompletion:
            self = .sent(answer, queueID: answer.queueID)
        case _ where report.ending == .withdrawn: self = .withdrawn(answer)
        case _ where report.isRelayAtFault: self = .relayUnavailable(answer)
        case .text: self = .deferred(answer)
        case _ where answer.isPermanent:
            self = .refused(answer, addressIsBad: answer.blamesAddress(at: report.step))
        case .end where !answer.isTemporary: self = .ambiguous(answer)
        default: self = .deferred(answer)
        }
    }
}

extension TransferReport {
    /// The relay's words if they explain the ending, else ours.
    fileprivate var answer: SMTPReply {
        if let reply, ending != .loginMissing, step == .end || !reply.isPositive { return reply }
        return switch ending {
        case .finished: .none("Accepted without an answer.")
        case .stopped: .none("Stopped before the relay had answered.")
        case .withdrawn: .none("The message was withdrawn before its text was sent.")
        case .loginMissing: .none("The relay offers no login, and one is configured.")
        case .unreachable(let text), .insecure(let text), .loginRefused(let text), .timedOut(let text),
            .failed(let text):
            .none(text)
        }
    }

    fileprivate var isRelayAtFault: Bool {
        switch step {
        case .greeting, .hello, .encryption, .login: true
        case .sender, .recipient, .data: ending == .stopped || ending == .loginMissing || answer.blamesRelay(at: step)
        case .text: ending == .stopped
        case .end: false
        }
    }
}

extension SMTPReply {
    /// 421 closes the connection; 530 and its like ask for encryption or a login that we don't have.
    fileprivate func blamesRelay(at step: SMTPTranscript.Step) -> Bool {
        [421, 454, 530, 534, 535, 538].contains(code) || (step == .sender && isTemporary)
    }

    fileprivate func blamesAddress(at step: SMTPTranscript.Step) -> Bool {
        guard step > .sender else { return false }
        if let status { return EnhancedStatus(status)?.blamesAddress ?? false }
        // Exim says "550 relay not permitted" without a status: that is our configuration, not the address.
        return step == .recipient && [550, 551, 553].contains(code) && !text.lowercased().contains("relay")
    }
}
