import HTTPTypes
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore

/// Serves a router on a socket, with limits on what one client can hold.
package enum WebServer {
    /// The server, to be run. `onReady` is called once the socket listens, with the port; on a Unix socket it has none.
    package static func make(
        _ router: Router<RequestContext>, at address: BindAddress, _ logger: Logger,
        onReady: @escaping @Sendable (Int?) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        Application(
            responder: router.buildResponder(),
            server: .http1(configuration: limits),
            configuration: ApplicationConfiguration(
                address: address,
                availableConnectionsDelegate: MaximumAvailableConnections(4096)
            ),
            onServerRunning: { channel in await onReady(channel.localAddress?.port) },
            logger: logger
        )
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
