import Foundation
import Mail
import Synchronization

/// Carries one letter at a time, with a transport of each relay: the first relay that is usable takes it, and the next
/// when that one turns out to be unavailable, or refuses us.
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

    /// Relays hang up after five minutes, some after one; libcurl keeps a connection for 90 seconds.
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
            // Whatever ended because we stopped says nothing about the relay, and the next one is not asked.
            guard !isStopped else { return answer }
            let verdict = way.health.judge(answer, of: envelope)
            // What one relay holds against this email alone puts it off when no other takes it.
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

    /// Takes leave of the relays when there was nothing to send for a while.
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

    /// Once it is stopped it stays so.
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
