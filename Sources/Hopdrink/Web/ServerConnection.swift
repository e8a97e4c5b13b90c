import NIOCore
import NIOHTTP1

/// Limits what one connection may do, and decides when it ends.
///
/// Each request has a time limit, from the end of its header fields to the last byte of its response. If the next
/// request cannot be separated safely from the rest of the last one, the connection takes no further request: it
/// closes once the client has had time to read the response. After the daemon starts to stop, the connection waits
/// only for requests that the daemon itself is still processing.
final class ServerConnection: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let limits: ConnectionLimits
    private let schemes: Set<String>
    private let bytes: ReceivedBytes
    /// The time at which the connection ends. The timer may fire earlier and is then set again, because most requests
    /// are quick.
    private var deadline = NIODeadline.distantFuture
    private var timer: (task: Scheduled<Void>, at: NIODeadline)?
    private var stopTimer: Scheduled<Void>?
    /// Whether a request has started and its end has not arrived yet.
    private var isReading = false
    /// The number of requests whose responses are not completely written.
    private var unanswered = 0
    /// Whether the head of a response has been written and its last byte has not.
    private var isAnswering = false
    /// Whether the connection takes no further request.
    private var isLast = false
    /// Whether the client has closed its sending side.
    private var isInputClosed = false
    private var isLingering = false
    /// The status of the response to data that cannot be parsed as a request.
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

    // MARK: Inbound

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes.reset()
        switch unwrapInboundIn(data) {
        case .head(let head): take(head, context)
        case .body where isReading: context.fireChannelRead(data)
        case .end where isReading:
            isReading = false
            context.fireChannelRead(data)
        // A part of a request that was not accepted, or whose response has already started.
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

    /// Raises a parser error, so that the reader of the request or of its body writes the response.
    private func refuse(_ status: HTTPResponseStatus, _ context: ChannelHandlerContext) {
        refusal = status
        isLast = true
        context.fireErrorCaught(HTTPParserError.unknown)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // An error after the last response does not matter.
        guard !isLingering else { return }
        if let error = error as? HTTPParserError {
            // Other first bytes are not HTTP; the client may want to start TLS, for example.
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

    // MARK: Outbound

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

    /// Updates the connection's state and returns the response's head with the status and Connection field that
    /// follow.
    private func begin(_ head: HTTPResponseHead) -> HTTPResponseHead {
        var head = head
        // A response without a request responds to data that could not be parsed as a request.
        if unanswered == 0 {
            head.status = refusal
            isLast = true
        }
        // The rest of the request's body is ignored; nothing waits for its end.
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

    // MARK: Closing

    /// Closes our sending side, and discards for a moment what the client still sends. After an immediate close the
    /// kernel would report an error to the client before the client has read the response.
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

    /// Waits for requests that are being processed, but not for a client that sends or reads slowly.
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
    /// The status of the error response if the end of the request cannot be determined safely, else nil.
    ///
    /// HTTP/1.0 has no transfer codings (RFC 9112 §6.1), and we support only `chunked`.
    fileprivate var framingFault: HTTPResponseStatus? {
        guard headers.contains(name: "Transfer-Encoding") else { return nil }
        guard version == .http1_1 else { return .badRequest }
        let codings = headers["Transfer-Encoding"]
        return codings.count == 1 && codings[0].withoutBlanks.lowercased() == "chunked" ? nil : .notImplemented
    }

    /// Whether another request may follow on the same connection. HTTP/1.0 clients' promises about this are
    /// unreliable. An Upgrade field is ignored, and so is everything after the request that carries it.
    fileprivate var mayBeFollowed: Bool {
        version == .http1_1 && isKeepAlive && method != .CONNECT && !headers.contains(name: "Upgrade")
    }

    /// The request with its target in origin form: an authority in the target replaces the Host field (RFC 9112
    /// §3.2.2). If the target has a scheme that is not ours, the new Host field is empty and so names no site of ours.
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
        // A request with no Host field, or with two, is refused for that reason.
        if headers["Host"].count == 1 { head.headers.replaceOrAdd(name: "Host", value: host) }
        return head
    }
}
