import Domain
import Foundation
import Logging
import Mail
import Synchronization

/// The health of one relay, shared by all lanes. It reports changes to the operator's log.
final class RelayHealth: Sendable {
    private struct State {
        var condition = CircuitBreaker()
        var rate: TokenBucket
        var pattern = RefusalPattern()
        /// The relay's reply when it last took nothing.
        var reason: String?
    }

    private let name: String
    private let now: CurrentTime
    private let logger: Logger
    private let state: Mutex<State>

    init(name: String, rate: Int?, now: @escaping CurrentTime, logger: Logger) {
        self.name = name
        self.now = now
        self.logger = logger
        state = Mutex(State(rate: TokenBucket(maxPerSecond: rate)))
    }

    var status: RelayStatus {
        state.withLock { state in
            RelayStatus(
                name: name, since: state.condition.pausedSince, until: state.condition.restsUntil, reason: state.reason
            )
        }
    }

    /// The number of letters that the relay may be given now.
    var allowance: Int {
        state.withLock { min($0.condition.allowance(at: now()), $0.rate.allowance(at: now())) }
    }

    /// Returns whether a letter may go to the relay. If so, `judge` must get the outcome.
    func admits() -> Bool {
        state.withLock { state in
            guard state.condition.admits(at: now()) else { return false }
            state.rate.spend(at: now())
            return true
        }
    }

    /// Records the relay's reply, and returns what it means in the light of earlier replies.
    func judge(_ delivery: Delivery, of envelope: Envelope) -> Delivery {
        let (verdict, news) = state.withLock { state in
            if delivery.asksForLess { state.rate.slowDown(at: now()) }
            let verdict = state.pattern.verdict(on: delivery, to: envelope.recipient)
            guard case .relayUnavailable(let reply) = verdict else { return (verdict, state.condition.noteAnswer()) }
            state.reason = reply.reason(withholding: envelope)
            return (verdict, state.condition.noteFailure(at: now(), jitter: .random(in: 0...1)))
        }
        if let news { report(news) }
        return verdict
    }

    private func report(_ news: CircuitBreaker.News) {
        let reason = state.withLock(\.reason) ?? ""
        let metadata: Logger.Metadata = ["relay": "\(name)", "reason": "\(reason)"]
        switch news {
        case .failed: logger.warning("the mail relay is not available", metadata: metadata)
        case .failsForLong: logger.error("the mail relay has not been available for a while", metadata: metadata)
        case .worksAgain: logger.notice("the mail relay works again", metadata: ["relay": "\(name)"])
        }
    }
}

extension RefusalPattern {
    /// Returns what the delivery means. A relay that refuses everybody in the same words means us. A relay that refuses
    /// one email and takes others means that email, which is deferred by itself.
    fileprivate mutating func verdict(on delivery: Delivery, to reader: String) -> Delivery {
        switch delivery {
        case .sent: noteTaken(to: reader)
        case .refused(let reply, _) where reply.isUncertain && meansUs(by: reply.text, to: reader):
            return .relayUnavailable(reply)
        case .relayUnavailable(let reply) where reply.isUncertain && meansOnlyOne(to: reader): return .deferred(reply)
        default: break
        }
        return delivery
    }
}

extension SMTPReply {
    /// Returns the reply without addresses, which relays often repeat.
    fileprivate func reason(withholding envelope: Envelope) -> String {
        guard code != 0 else { return text }
        let mailboxes = [envelope.recipient, envelope.sender].map { $0.prefix { $0 != "@" }.lowercased() }
        let words = text.withoutAddresses.split(separator: " ").map { word in
            mailboxes.contains(word.lowercased().trimmingCharacters(in: .punctuationCharacters)) ? "…" : word
        }
        return "it said \(code) " + words.joined(separator: " ")
    }
}

extension Delivery {
    /// Whether the reply is 421, or has a status of 4.7.x (RFC 3463 §3.8): policy, usually because of too many emails.
    fileprivate var asksForLess: Bool {
        reply.code == 421 || reply.status?.hasPrefix("4.7.") == true
    }
}
