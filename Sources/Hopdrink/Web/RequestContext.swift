package import Hummingbird
import Logging
import NIOCore

/// What travels with one request: its logger with the request id, and where it came from.
package struct RequestContext: Hummingbird.RequestContext {
    package typealias Source = ApplicationRequestContextSource

    package var coreContext: CoreRequestContextStorage
    /// The peer's IP address, nil on a Unix socket.
    let remoteAddress: String?
    /// Where routes say what a page shows that is to be kept.
    var shown: ShownSubjects?

    /// Bodies are read by `Form` and `JSONBody`; this is only the limit for what Hummingbird itself would decode.
    package let maxUploadSize = 16 * 1024

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress?.ipAddress
    }

    /// A context for a request that came through no socket.
    init(logger: Logger, remoteAddress: String?) {
        coreContext = CoreRequestContextStorage(source: Direct(logger: logger))
        self.remoteAddress = remoteAddress
    }

    private struct Direct: RequestContextSource {
        let logger: Logger
    }
}

extension RequestContext {
    /// What a visitor can quote to us, and what our log lines carry.
    var requestID: String { logger[metadataKey: "hb.request.id"]?.description ?? "unknown" }
}
