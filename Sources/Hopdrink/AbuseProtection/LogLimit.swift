package import Domain
import Foundation
import HTTPTypes
import Logging
import Synchronization

/// How many lines strangers may cause in the log: so many of one client's, so many of all. What is left out is counted, and
/// the count is told.
package final class LogLimit: Sendable {
    private struct State {
        var clients = LRUCache<IPAddress?, Date>(maximum: 4096)
        var all: Date?
        var leftOut = 0
    }

    private let client: Rate
    private let all: Rate
    private let proxies: TrustedProxies
    private let now: CurrentTime
    private let state = Mutex(State())

    package init(
        client: Rate = Rate(30, per: 60), all: Rate = Rate(600, per: 60), proxies: TrustedProxies = TrustedProxies(),
        now: @escaping CurrentTime = { Date() }
    ) {
        self.client = client
        self.all = all
        self.proxies = proxies
        self.now = now
    }

    /// Whether a line about this client is written; if not, it is counted.
    func takes(_ address: IPAddress?) -> Bool {
        let instant = now()
        let household = address?.household
        return state.withLock { state in
            guard case .allowed(let until) = client.outcome(busyUntil: state.clients.value(of: household), at: instant),
                case .allowed(let untilAll) = all.outcome(busyUntil: state.all, at: instant)
            else {
                state.leftOut += 1
                return false
            }
            state.clients.set(until, for: household)
            state.all = untilAll
            return true
        }
    }

    /// How many lines were left out since this was asked the last time.
    func takeLeftOut() -> Int {
        state.withLock { state in
            defer { state.leftOut = 0 }
            return state.leftOut
        }
    }

    /// The logger, for what is said about one client. At the level `trace` nothing is left out.
    func limited(_ logger: Logger, to peer: String?, _ fields: HTTPFields = [:]) -> Logger {
        var logger = logger
        logger.handler = LimitedLogHandler(inner: logger.handler, limit: self, peer: peer, fields: fields)
        return logger
    }

    /// `fields` are those of the request, which may say for whom a proxy asks.
    fileprivate func takes(_ peer: String?, _ fields: HTTPFields) -> Bool {
        let peer = peer.flatMap { IPAddress(parsing: $0) }
        return takes(proxies.client(peer: peer, forwarded: fields[values: .forwardedFor]))
    }
}

/// Most requests cause no line: whose they are is found out once there is one.
private struct LimitedLogHandler: LogHandler {
    var inner: any LogHandler
    let limit: LogLimit
    let peer: String?
    let fields: HTTPFields

    var logLevel: Logger.Level {
        get { inner.logLevel }
        set { inner.logLevel = newValue }
    }

    var metadata: Logger.Metadata {
        get { inner.metadata }
        set { inner.metadata = newValue }
    }

    var metadataProvider: Logger.MetadataProvider? {
        get { inner.metadataProvider }
        set { inner.metadataProvider = newValue }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { inner[metadataKey: key] }
        set { inner[metadataKey: key] = newValue }
    }

    func log(event: LogEvent) {
        if inner.logLevel == .trace || limit.takes(peer, fields) { inner.log(event: event) }
    }
}
