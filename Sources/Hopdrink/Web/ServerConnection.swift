import NIOCore
import NIOHTTP1

/// What one connection may do, and when it ends.
///
/// Each request has its time, from its first line to the last byte of its answer. A connection whose next request
/// could not be told from what is left of the last one takes no other: it is closed once the answer has had a chance to
/// be read. Once the daemon stops, only those are waited for whom the daemon itself keeps waiting.
final class ServerConnection: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let limits: ConnectionLimits
    private let schemes: Set<String>
    private let bytes: ReceivedBytes
    /// When the connection ends; its timer may ring earlier and is set again then, for most requests are quick.
    private var deadline = NIODeadline.distantFuture
    private var timer: (task: Scheduled<Void>, at: NIODeadline)?
    private var stopTimer: Scheduled<Void>?
    /// Whether a request has begun of which the end has not come.
    private var isReading = false
    /// Requests whose answers are not wholly written.
    private var unanswered = 0
    /// Whether the first bytes of an answer have been written, and its last have not left.
    private var isAnswering = false
    /// Whether no further request is taken.
    private var isLast = false
    /// Whether the client sends nothing any more.
    private var isInputClosed = false
    private var isLingering = false
    /// What is answered to what can't be read as a request.
    private var refusal = HTTPResponseStatus.badRequest

    init(limits: ConnectionLimits, schemes: Set<String>, bytes: ReceivedBytes) {
        self.limits = limits
        self.schemes = schemes
        self.bytes = bytes
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { end(context.channel, in: limits.idle) }
    }

    func channelActive(context: ChannelHandlerContext) {
        end(context.channel, in: limits.idle)
        context.fireChannelActive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.task.cancel()
        stopTimer?.cancel()
    }

    // MARK: What comes in

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes.reset()
        switch unwrapInboundIn(data) {
        case .head(let head): take(head, context)
        case .body where isReading: context.fireChannelRead(data)
        case .end where isReading:
            isReading = false
            context.fireChannelRead(data)
        // What belongs to a request that was not taken, or whose answer is under way.
        case .body, .end: break
        }
    }

    private func take(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard !isLast else { return }
        if let status = head.framingFault { return refuse(status, context) }
        if unanswered == 0 { end(context.channel, in: limits.request) }
        isReading = true
        unanswered += 1
        if !head.mayBeFollowed { isLast = true }
        context.fireChannelRead(wrapInboundOut(.head(head.withPlainTarget(schemes: schemes))))
    }

    /// Lets the error be answered by whoever waits for the request, or for its rest.
    private func refuse(_ status: HTTPResponseStatus, _ context: ChannelHandlerContext) {
        refusal = status
        isLast = true
        context.fireErrorCaught(HTTPParserError.unknown)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What comes after the last answer is nobody's.
        guard !isLingering else { return }
        if let error = error as? HTTPParserError {
            // What begins otherwise is no HTTP, but a connection that wants to be encrypted, for example.
            let isWord = bytes.first.map((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains) ?? false
            refusal = error == .invalidMethod && isWord ? .notImplemented : .badRequest
            isLast = true
        }
        context.fireErrorCaught(error)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: stop(context.channel)
        case ChannelEvent.inputClosed:
            isInputClosed = true
            if isLingering { context.close(promise: nil) }
            context.fireUserInboundEventTriggered(event)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: What goes out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isLingering else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.code >= 200:
            context.write(wrapOutboundOut(.head(begin(head))), promise: promise)
        case .end:
            let channel = context.channel
            let written = promise ?? context.eventLoop.makePromise()
            written.futureResult.assumeIsolated().whenComplete { [self] _ in answered(channel) }
            context.write(data, promise: written)
        default: context.write(data, promise: promise)
        }
    }

    /// The answer's status and fields, with what follows from it for the connection.
    private func begin(_ head: HTTPResponseHead) -> HTTPResponseHead {
        var head = head
        // What answers no request answers what could not be read as one.
        if unanswered == 0 {
            head.status = refusal
            isLast = true
        }
        // The rest of the body is nobody's; where it ends, nobody wants to find out.
        if isReading, unanswered <= 1 {
            isReading = false
            isLast = true
        }
        if head.headers.first(name: "Connection") == "close" { isLast = true }
        isAnswering = true
        if isLast, unanswered <= 1 { head.headers.replaceOrAdd(name: "Connection", value: "close") }
        return head
    }

    private func answered(_ channel: any Channel) {
        isAnswering = false
        unanswered = max(0, unanswered - 1)
        if unanswered == 0, isLast { return linger(channel) }
        end(channel, in: unanswered == 0 ? limits.idle : limits.request)
    }

    // MARK: The end

    /// Says that nothing more comes from us, and throws away for a moment what comes from the client: closed at once, the
    /// kernel would tell it of an error before it has read the answer.
    private func linger(_ channel: any Channel) {
        guard !isInputClosed else { return channel.close(promise: nil) }
        isLingering = true
        bytes.discard(maximum: limits.lingering)
        end(channel, in: limits.linger)
        channel.close(mode: .output, promise: nil)
        channel.read()
    }

    private func stop(_ channel: any Channel) {
        guard !isLingering else { return }
        guard unanswered > 0 || isReading else { return channel.close(promise: nil) }
        isLast = true
        checkAfterStop(channel)
    }

    /// Work that has begun is waited for; whoever keeps it waiting is not.
    private func checkAfterStop(_ channel: any Channel) {
        stopTimer = channel.eventLoop.assumeIsolated().scheduleTask(in: limits.stop) { [self] in
            if isReading || isAnswering || unanswered == 0 {
                channel.close(promise: nil)
            } else {
                checkAfterStop(channel)
            }
        }
    }

    private func end(_ channel: any Channel, in time: TimeAmount) {
        deadline = channel.eventLoop.now + time
        if let timer, timer.at <= deadline { return }
        timer?.task.cancel()
        setTimer(channel)
    }

    private func setTimer(_ channel: any Channel) {
        let task = channel.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { [self] in
            timer = nil
            if channel.eventLoop.now >= deadline { channel.close(promise: nil) } else { setTimer(channel) }
        }
        timer = (task, deadline)
    }
}

extension HTTPRequestHead {
    /// Why nobody can say where the request ends; nil when everybody can.
    ///
    /// HTTP/1.0 knows no transfer codings (RFC 9112 §6.1), and we know but one.
    fileprivate var framingFault: HTTPResponseStatus? {
        guard headers.contains(name: "Transfer-Encoding") else { return nil }
        guard version == .http1_1 else { return .badRequest }
        let codings = headers["Transfer-Encoding"]
        return codings.count == 1 && codings[0].withoutBlanks.lowercased() == "chunked" ? nil : .notImplemented
    }

    /// Whether another request may come on the same connection. What HTTP/1.0 says of that is not to be relied upon; what
    /// asks for another protocol is read as if it did not, and what follows is left alone.
    fileprivate var mayBeFollowed: Bool {
        version == .http1_1 && isKeepAlive && method != .CONNECT && !headers.contains(name: "Upgrade")
    }

    /// The same request as everybody else would send it: the authority that stands in its target counts (RFC 9112
    /// §3.2.2), and one of another scheme than ours names no site of ours.
    fileprivate func withPlainTarget(schemes: Set<String>) -> HTTPRequestHead {
        var head = self
        var host = ""
        switch RequestTarget(uri) {
        case .origin, .asterisk: return self
        case .absolute(let scheme, let authority, let path):
            head.uri = path
            if schemes.contains(scheme) { host = authority }
        case .other: break
        }
        // A request with none, or with two, is refused for that.
        if headers["Host"].count == 1 { head.headers.replaceOrAdd(name: "Host", value: host) }
        return head
    }
}
