import NIOCore
import NIOHTTP1

/// Counts received bytes before any other handler sees them. Too many framing bytes without content end as an error.
/// Bytes after the last response are discarded.
final class ReceivedBytes: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private enum State {
        case passing
        case discarding(maximum: Int)
        case refused
    }

    private let maximum: Int
    private var count = 0
    private var state = State.passing
    /// The first byte of the connection.
    private(set) var first: UInt8?

    init(maximum: Int) {
        self.maximum = maximum
    }

    /// Restarts the count: a part of a request has been parsed.
    func reset() { count = 0 }

    /// Discards everything from now on, and closes the connection after `maximum` bytes.
    func discard(maximum: Int) {
        count = 0
        state = .discarding(maximum: maximum)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        first = first ?? buffer.getInteger(at: buffer.readerIndex)
        count += buffer.readableBytes
        switch state {
        case .passing where count <= maximum: context.fireChannelRead(data)
        case .passing:
            state = .refused
            context.fireErrorCaught(HTTPParserError.headerOverflow)
        case .discarding(let maximum) where count > maximum: context.close(promise: nil)
        case .discarding, .refused: break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        // The reader of the requests does not read any more, so this handler must.
        if case .discarding = state { context.read() }
    }
}
