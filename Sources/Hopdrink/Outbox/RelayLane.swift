import Foundation
import Mail
import Synchronization

/// A lane that sends one letter at a time, with one transport per relay. The first usable relay takes the letter; the
/// next one takes it if that relay turns out to be unavailable, or refuses us.
final class RelayLane: Transport {
    struct Way: Sendable {
        let health: RelayHealth
        let transport: any Transport
    }

    private enum Use {
        /// Nothing was sent since the connections were closed.
        case fresh
        case busy
        case idle(since: Date)
        case stopped
    }

    /// Relays disconnect after five minutes, some after one; libcurl keeps a connection for 90 seconds.
    private static let idleTime: TimeInterval = 60

    private let connections: [Way]
    private let now: CurrentTime
    private let use = Mutex(Use.fresh)

    init(connections: [Way], now: @escaping CurrentTime) {
        self.connections = connections
        self.now = now
    }

    func send(
        _ message: EncodedMessage, envelope: Envelope, onAccept: @escaping @Sendable () async throws -> Void
    ) async -> Delivery {
        guard become(.busy) else { return .noRelay }
        defer { become(.idle(since: now())) }
        var last = Delivery.noRelay
        for way in connections where way.health.admits() {
            let answer = await way.transport.send(message, envelope: envelope, onAccept: onAccept)
            // An attempt that ended because we stopped says nothing about the relay, and the next relay is not tried.
            guard !isStopped else { return answer }
            let verdict = way.health.judge(answer, of: envelope)
            // A deferral by one relay, of this email alone, is the result if no other relay takes the email.
            if case .deferred = last {} else { last = verdict }
            guard verdict.isOfRelay || answer.isOfRelay else { return verdict }
        }
        return last
    }

    func stop() {
        become(.stopped)
        for way in connections { way.transport.stop() }
    }

    func disconnect() async {
        await withTaskGroup(of: Void.self) { group in
            for way in connections { group.addTask { await way.transport.disconnect() } }
        }
    }

    /// Closes the connections to the relays if there was nothing to send for a while.
    func disconnectIfIdle() async {
        let isIdle = use.withLock { use in
            guard case .idle(let start) = use, now().timeIntervalSince(start) >= Self.idleTime else { return false }
            use = .fresh
            return true
        }
        if isIdle { await disconnect() }
    }

    private var isStopped: Bool {
        use.withLock {
            guard case .stopped = $0 else { return false }
            return true
        }
    }

    /// Changes the state and returns true. Once stopped, it stays stopped and returns false.
    @discardableResult
    private func become(_ next: Use) -> Bool {
        use.withLock { use in
            if case .stopped = use { return false }
            use = next
            return true
        }
    }
}

extension Delivery {
    fileprivate var isOfRelay: Bool {
        guard case .relayUnavailable = self else { return false }
        return true
    }

    fileprivate static var noRelay: Delivery {
        .relayUnavailable(SMTPReply(code: 0, status: nil, text: "No relay can accept emails at present."))
    }
}
