import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// A connection of HTTP/1 with our own limits on it: Hummingbird's channel sees neither versions nor bytes.
struct WebChannel: ServerChildChannel, HTTPChannelHandler {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let responder: HTTPChannelHandler.Responder
    let limits: ConnectionLimits
    /// What a request may name that names the whole address: `http`, behind a secure proxy `https` too.
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

/// How long a stranger may hold a connection, and with what.
struct ConnectionLimits: Sendable {
    /// Between two requests, and until a request's fields are there.
    var idle: TimeAmount = .seconds(30)
    /// From a request's fields to the last byte of its answer.
    var request: TimeAmount = .seconds(30)
    /// After the last answer, so that what the client still sends does not destroy it.
    var linger: TimeAmount = .seconds(1)
    /// How many bytes are read and thrown away in that time.
    var lingering = 64 * 1024
    /// Once the daemon stops: for a request that is not wholly there, and for an answer that is not read.
    var stop: TimeAmount = .seconds(2)
    /// How many bytes may come of which nothing is a field or a body, such as a chunk's extensions.
    var framing = 128 * 1024
}
