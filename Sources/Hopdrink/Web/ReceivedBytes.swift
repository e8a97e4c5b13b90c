import NIOCore
import NIOHTTP1

/// Counts what comes in before anything else sees it: framing without content ends as an error, and what comes after
/// the last answer ends here.
final class ReceivedBytes: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private enum State {
        case passing
        case discarding(most: Int)
        case refused
    }

    private let most: Int
    private var count = 0
    private var state = State.passing
    /// The first byte of the connection.
    private(set) var first: UInt8?

    init(most: Int) {
        self.most = most
    }

    /// Something of a request has been understood; the count begins anew.
    func reset() { count = 0 }

    /// From now on everything is thrown away, until it is too much.
    func discard(most: Int) {
        count = 0
        state = .discarding(most: most)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let buffer = unwrapInboundIn(data)
        first = first ?? buffer.getInteger(at: buffer.readerIndex)
        count += buffer.readableBytes
        switch state {
        case .passing where count <= most: context.fireChannelRead(data)
        case .passing:
            state = .refused
            context.fireErrorCaught(HTTPParserError.headerOverflow)
        case .discarding(let most) where count > most: context.close(promise: nil)
        case .discarding, .refused: break
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        // Whoever read the requests wants no more of them.
        if case .discarding = state { context.read() }
    }
}
