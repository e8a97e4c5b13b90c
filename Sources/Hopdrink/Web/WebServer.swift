import HTTPTypes
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import ServiceLifecycle

/// Serves a router on a socket, with limits on what one client can hold.
package struct WebServer: Service {
    private let application: Application<RouterResponder<RequestContext>>

    /// The socket can't be had.
    package struct CannotListen: Error {
        /// What the system said of it.
        package let reason: String
    }

    /// How many connections are served at a time.
    package static let mostConnections = 4096

    /// `onReady` is called once the socket listens, with the port; on a Unix socket it has none.
    package init(
        _ router: Router<RequestContext>, at address: BindAddress, _ logger: Logger,
        onReady: @escaping @Sendable (Int?) async -> Void = { _ in }
    ) {
        application = Application(
            responder: router.buildResponder(),
            server: .http1(configuration: Self.limits),
            configuration: ApplicationConfiguration(
                address: address,
                availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections)
            ),
            onServerRunning: { channel in await onReady(channel.localAddress?.port) },
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

    private static var limits: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestDeadline(limit: .seconds(30))], idleTimeout: .seconds(30),
            httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
                maxHeaderFieldSize: 8 * 1024, maxHeaderListSize: 16 * 1024, maxHeaderFieldCount: 64
            )
        )
    }
}
