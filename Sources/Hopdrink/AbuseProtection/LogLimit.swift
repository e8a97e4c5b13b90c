package import Domain
import Foundation
import HTTPTypes
import Logging
import Synchronization

/// Limits the log lines that strangers can cause: per client and in total. Counts the lines that are left out, so that
/// their number can be logged.
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

    /// Returns whether a line about this client may be written. Counts the line as left out if not.
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

    /// Returns the number of lines left out since the last call.
    func takeLeftOut() -> Int {
        state.withLock { state in
            defer { state.leftOut = 0 }
            return state.leftOut
        }
    }

    /// The logger with this limit, for messages about one client. At level `trace`, nothing is left out.
    func limited(_ logger: Logger, to peer: String?, _ fields: HTTPFields = [:]) -> Logger {
        var logger = logger
        logger.handler = LimitedLogHandler(inner: logger.handler, limit: self, peer: peer, fields: fields)
        return logger
    }

    /// `fields` are the request's header fields, which may name the client behind a proxy.
    fileprivate func takes(_ peer: String?, _ fields: HTTPFields) -> Bool {
        let peer = peer.flatMap { IPAddress(parsing: $0) }
        return takes(proxies.client(peer: peer, forwarded: fields[values: .forwardedFor]))
    }
}

/// Determines the client only when there is a line to write, because most requests cause none.
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
