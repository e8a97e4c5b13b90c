import HTTPTypes
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle

/// Serves a router on a socket, with limits on the resources that clients can use.
package struct WebServer: Service {
    private let application: Application<RouterResponder<RequestContext>>

    /// The socket cannot be opened.
    package struct CannotListen: Error {
        /// The system's error message.
        package let reason: String

        package init(reason: String) {
            self.reason = reason
        }
    }

    /// The limits on the resources that clients can use.
    package struct Limits: Sendable {
        /// The maximum number of open connections; further connections wait.
        package var connections: Int
        /// Nil if only trusted clients connect.
        package var log: LogLimit?
        /// The schemes that an absolute request target may have.
        package var schemes: Set<String> = ["http"]

        package init(connections: Int) {
            self.connections = connections
        }
    }

    /// Calls `onReady` once the socket listens, with the port; a Unix socket has none.
    package init(
        _ router: Router<RequestContext>, at address: BindAddress, _ limits: Limits, _ logger: Logger,
        onReady: @escaping @Sendable (Int?) async -> Void = { _ in }
    ) {
        application = Application(
            responder: router.buildResponder(),
            server: HTTPServerBuilder { responder in
                WebChannel(
                    responder: responder, limits: ConnectionLimits(), schemes: limits.schemes, log: limits.log
                )
            },
            configuration: ApplicationConfiguration(
                address: address,
                availableConnectionsDelegate: ConnectionCap(maximum: limits.connections, logger: logger)
            ),
            services: limits.log.map { [LinesLeftOut(limit: $0, logger: logger)] } ?? [],
            onServerRunning: { channel in
                await AcceptPause.add(to: channel, logger)
                await onReady(channel.localAddress?.port)
            },
            logger: logger
        )
    }

    package func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError {
            throw CannotListen(reason: "\(error)")
        }
    }
}

/// Accepts at most `maximum` connections; the kernel lets further ones wait.
private struct ConnectionCap: AvailableConnectionsDelegate {
    let maximum: Int
    let logger: Logger
    private var count = 0
    private var warnings = Occasionally()

    init(maximum: Int, logger: Logger) {
        self.maximum = maximum
        self.logger = logger
    }

    mutating func connectionOpened() {
        count += 1
        guard count == maximum, warnings.isTime() else { return }
        logger.warning("All connections are taken; further ones wait.", metadata: ["maximum": "\(maximum)"])
    }

    mutating func connectionClosed() {
        count -= 1
    }

    func isAcceptingNewConnections() -> Bool { count < maximum }
}

/// Waits a moment when no connection can be accepted, for lack of file descriptors or memory. Without this pause, NIO
/// would try again at once in an endless loop.
private final class AcceptPause: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private static let pause: TimeAmount = .milliseconds(100)

    private let logger: Logger
    private var isPausing = false
    private var warnings = Occasionally()

    private init(_ logger: Logger) {
        self.logger = logger
    }

    /// Adds the handler before all others, because NIO's own handler does not pass such errors on.
    static func add(to channel: any Channel, _ logger: Logger) async {
        let added = channel.eventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(AcceptPause(logger), position: .first)
        }
        // This fails only if the channel is already closed.
        try? await added.get()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? IOError, !isPausing { pause(context.channel, error) }
        context.fireErrorCaught(error)
    }

    private func pause(_ channel: any Channel, _ error: IOError) {
        isPausing = true
        if warnings.isTime() {
            logger.warning("New connections wait, for none can be taken.", metadata: ["error": "\(error)"])
        }
        channel.setOption(.autoRead, value: false).assumeIsolated().whenComplete { [self] _ in
            channel.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) { [self] in
                isPausing = false
                channel.setOption(.autoRead, value: true).whenComplete { _ in }
            }
        }
    }
}

/// Returns true once a minute at most.
private struct Occasionally {
    private var last: ContinuousClock.Instant?

    mutating func isTime() -> Bool {
        let now = ContinuousClock.now
        if let last, now - last < .seconds(60) { return false }
        last = now
        return true
    }
}

/// Logs how many lines about requests were left out of the log.
private struct LinesLeftOut: Service {
    let limit: LogLimit
    let logger: Logger

    func run() async throws {
        try await periodically(every: .seconds(60), "counting lines failed", logger) { report() }
        report()
    }

    private func report() {
        let count = limit.takeLeftOut()
        guard count > 0 else { return }
        logger.notice("lines about requests were left out", metadata: ["count": "\(count)"])
    }
}
