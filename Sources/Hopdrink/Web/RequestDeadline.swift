package import NIOCore
package import NIOHTTPTypes

/// Closes a connection on which one request takes too long as a whole: from the first line of the request to the last
/// byte of the answer.
///
/// Hummingbird's idle time does not end a body that drips in, nor a client that never reads its answer; this does. Add
/// one to each connection, as an additional channel handler.
package final class RequestDeadline: ChannelDuplexHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias InboundOut = HTTPRequestPart
    package typealias OutboundIn = HTTPResponsePart
    package typealias OutboundOut = HTTPResponsePart

    private let limit: TimeAmount
    private var waiting: Scheduled<Void>?
    /// Requests not wholly read and answers not wholly written.
    private var open = 0

    package init(limit: TimeAmount) {
        self.limit = limit
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            open += 2
            if waiting == nil { start(context.channel) }
        case .end: close(one: context.channel)
        case .body: break
        }
        context.fireChannelRead(data)
    }

    package func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        let channel = context.channel
        let written = promise ?? context.eventLoop.makePromise()
        written.futureResult.assumeIsolated().whenComplete { [self] _ in
            stop()
            close(one: channel)
        }
        context.write(data, promise: written)
    }

    package func handlerRemoved(context: ChannelHandlerContext) { stop() }

    /// After an answer the time starts again for what is still open: a body nobody wanted, or the next request.
    private func close(one channel: any Channel) {
        open -= 1
        if open == 0 { stop() } else if waiting == nil { start(channel) }
    }

    private func start(_ channel: any Channel) {
        waiting = channel.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
    }

    private func stop() {
        waiting?.cancel()
        waiting = nil
    }
}
