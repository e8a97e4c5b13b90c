import NIOCore
import NIOHTTP1

/// Counts what comes in before anything else sees it: framing without content ends as an error, and what comes after
/// the last answer ends here.
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

    /// Something of a request has been understood; the count begins anew.
    func reset() { count = 0 }

    /// From now on everything is thrown away, until it is too much.
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
        // Whoever read the requests wants no more of them.
        if case .discarding = state { context.read() }
    }
}
