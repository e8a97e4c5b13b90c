package import Hummingbird
import Logging
import NIOCore

/// The data that belongs to one request: its logger with the request id, and the client's address.
package struct RequestContext: Hummingbird.RequestContext {
    package typealias Source = ApplicationRequestContextSource

    package var coreContext: CoreRequestContextStorage
    /// The peer's IP address, nil on a Unix socket.
    let remoteAddress: String?
    /// Routes report here what a cached page shows; nil if the page is not cached.
    var shown: ShownSubjects?

    /// The limit for bodies that Hummingbird decodes. `Form` and `JSONBody` read bodies with limits of their own.
    package let maxUploadSize = 16 * 1024

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress?.ipAddress
    }

    /// The context of a request that did not come through a socket.
    init(logger: Logger, remoteAddress: String?) {
        coreContext = CoreRequestContextStorage(source: Direct(logger: logger))
        self.remoteAddress = remoteAddress
    }

    private struct Direct: RequestContextSource {
        let logger: Logger
    }
}

extension RequestContext {
    /// The id that a visitor can quote and that our log lines carry.
    var requestID: String { logger[metadataKey: "hb.request.id"]?.description ?? "unknown" }
}
