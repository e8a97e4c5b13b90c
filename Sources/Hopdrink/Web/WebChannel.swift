import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// An HTTP/1 connection with our own limits: Hummingbird's channel sees neither HTTP versions nor raw bytes.
struct WebChannel: ServerChildChannel, HTTPChannelHandler {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let responder: HTTPChannelHandler.Responder
    let limits: ConnectionLimits
    /// The schemes that an absolute request target may have: `http`, and behind a TLS proxy `https` too.
    let schemes: Set<String>
    let log: LogLimit?

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let bytes = ReceivedBytes(maximum: limits.framing)
            try pipeline.addHandler(bytes)
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
                withEncoderConfiguration: .init(), withDecoderLimitConfiguration: Self.decoder
            )
            try pipeline.addHandler(ServerConnection(limits: limits, schemes: schemes, bytes: bytes))
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true)
            )
        }
    }

    func handle(value: Value, logger: Logger) async {
        let logger = log?.limited(logger, to: value.channel.remoteAddress?.ipAddress) ?? logger
        await handleHTTP(asyncChannel: value, logger: logger)
    }

    private static var decoder: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 8 * 1024
        limits.maxHeaderListSize = 16 * 1024
        limits.maxHeaderFieldCount = 64
        return limits
    }
}

/// The limits on time and bytes for one client connection.
struct ConnectionLimits: Sendable {
    /// The maximum time between two requests, and until a request's header fields are complete.
    var idle: TimeAmount = .seconds(30)
    /// The maximum time from a request's header fields to the last byte of its response.
    var request: TimeAmount = .seconds(30)
    /// How long to read on after the last response, so that data the client still sends does not destroy it.
    var linger: TimeAmount = .seconds(1)
    /// The maximum number of bytes to read and discard in that time.
    var lingering = 64 * 1024
    /// After the daemon starts to stop: the maximum wait for the rest of a request, or for a client to read a
    /// response.
    var stop: TimeAmount = .seconds(2)
    /// The maximum number of bytes in a row that are neither header field nor body, such as chunk extensions.
    var framing = 128 * 1024
}
