/// The outcome for a message, which decides the next step of its letter.
package enum Delivery: Sendable, Equatable {
    case sent(SMTPReply, queueID: String?)
    /// The message is not at fault: pause the relay, then send the message as if it had not been tried.
    case relayUnavailable(SMTPReply)
    /// Not accepted for now. The message may be tried again.
    case deferred(SMTPReply)
    /// Never accepted. With `addressIsBad`, no message to this address will be accepted.
    case refused(SMTPReply, addressIsBad: Bool)
    /// The message was sent completely, but no response came. The relay may have accepted it.
    case ambiguous(SMTPReply)
    /// `onAccept` threw, so no byte of the message was sent.
    case withdrawn(SMTPReply)

    package var reply: SMTPReply {
        switch self {
        case .sent(let reply, _), .relayUnavailable(let reply), .deferred(let reply), .refused(let reply, _),
            .ambiguous(let reply), .withdrawn(let reply):
            reply
        }
    }
}

extension Delivery {
    /// The rule for the outcome of an attempt. After the last byte, the relay's response decides. Before the first
    /// byte, the relay can't have accepted anything. In between, it has not accepted the message.
    init(_ report: SMTPResult) {
        let answer = report.answer
        switch report.step {
        case _ where report.ending == .finished, .end where answer.isCompletion:
            self = .sent(answer, queueID: answer.queueID)
        case _ where report.ending == .withdrawn: self = .withdrawn(answer)
        case _ where report.isRelayAtFault: self = .relayUnavailable(answer)
        case .text: self = .deferred(answer)
        case _ where answer.isPermanent: self = Self.refused(answer, at: report.step)
        case _ where answer.isTemporary && Refusal(answer, at: report.step).blamesUsForNow:
            self = .relayUnavailable(answer.uncertain(report.step >= .recipient))
        case .end where !answer.isTemporary: self = .ambiguous(answer)
        default: self = .deferred(answer)
        }
    }

    private static func refused(_ answer: SMTPReply, at step: SMTPTranscript.Step) -> Delivery {
        let (subject, isCertain) = Refusal(answer, at: step).judgement
        return switch subject {
        case .recipient(let addressIsBad): .refused(answer.uncertain(!isCertain), addressIsBad: addressIsBad)
        case .message: .refused(answer.uncertain(step == .end), addressIsBad: false)
        // A relay may say "relaying denied" about one recipient and accept email for all others.
        case .us: .relayUnavailable(answer.uncertain(step >= .recipient))
        }
    }
}

extension SMTPResult {
    /// The relay's response if it explains the ending, otherwise our own text.
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
        case .sender, .recipient, .data: ending == .stopped || ending == .loginMissing
        case .text: ending == .stopped
        case .end: false
        }
    }
}
