import Domain
import Logging
import Mail
import Synchronization

/// What all lanes know of one relay, and its operator's news of it.
final class RelayHealth: Sendable {
    private struct State {
        var condition = RelayCondition()
        var rate: RatePlan
    }

    private let name: String
    private let now: CurrentTime
    private let logger: Logger
    private let state: Mutex<State>

    init(name: String, rate: Int?, now: @escaping CurrentTime, logger: Logger) {
        self.name = name
        self.now = now
        self.logger = logger
        state = Mutex(State(rate: RatePlan(mostPerSecond: rate)))
    }

    /// How many letters it may be given now.
    var allowance: Int {
        state.withLock { min($0.condition.allowance(at: now()), $0.rate.allowance(at: now())) }
    }

    /// Whether this letter may go to it, whose outcome must then be noted.
    func admits() -> Bool {
        state.withLock { state in
            guard state.condition.admits(at: now()) else { return false }
            state.rate.spend(at: now())
            return true
        }
    }

    func note(_ delivery: Delivery) {
        let news = state.withLock { state in
            if delivery.asksForLess { state.rate.slowDown(at: now()) }
            guard case .relayUnavailable = delivery else { return state.condition.noteAnswer() }
            return state.condition.noteFailure(at: now(), jitter: .random(in: 0...1))
        }
        if let news { report(news, after: delivery.reply) }
    }

    private func report(_ news: RelayCondition.News, after reply: SMTPReply) {
        // What a relay says may hold addresses; what libcurl says does not.
        let reason = reply.code == 0 ? reply.text : "it said \(reply.code) \(reply.status ?? "")"
        let metadata: Logger.Metadata = ["relay": "\(name)", "reason": "\(reason)"]
        switch news {
        case .failed: logger.warning("the mail relay is not available", metadata: metadata)
        case .failsForLong: logger.error("the mail relay has not been available for a while", metadata: metadata)
        case .worksAgain: logger.notice("the mail relay works again", metadata: ["relay": "\(name)"])
        }
    }
}

extension Delivery {
    /// 421, or a status of 4.7.x (RFC 3463 §3.8): policy, of which too many letters is the usual case.
    fileprivate var asksForLess: Bool {
        reply.code == 421 || reply.status?.hasPrefix("4.7.") == true
    }
}
