import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import Hopdrink

/// Tests on a channel whose time stands still until the test advances it.
struct ServerConnectionTests {
    private let channel: EmbeddedChannel

    init() throws {
        let bytes = ReceivedBytes(maximum: 1000)
        let connection = ServerConnection(limits: ConnectionLimits(), schemes: ["http"], bytes: bytes)
        channel = EmbeddedChannel(handlers: [bytes, Parts(), connection])
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 80)).wait()
    }

    /// Takes the decoder's place: turns bytes into a body and passes everything else.
    private final class Parts: ChannelDuplexHandler {
        typealias InboundIn = ByteBuffer
        typealias InboundOut = HTTPServerRequestPart
        typealias OutboundIn = HTTPServerResponsePart
        typealias OutboundOut = HTTPServerResponsePart

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            context.fireChannelRead(wrapInboundOut(.body(unwrapInboundIn(data))))
        }

        /// An embedded channel can't close its output alone.
        func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
            if mode == .output { promise?.succeed() } else { context.close(mode: mode, promise: promise) }
        }
    }

    private func head(_ method: HTTPMethod = .POST, _ version: HTTPVersion = .http1_1, _ uri: String = "/")
        -> HTTPRequestHead
    {
        HTTPRequestHead(version: version, method: method, uri: uri, headers: ["Host": "hopdrink.test"])
    }

    /// Passes on a part as the codec's decoder does.
    private func receive(_ part: HTTPServerRequestPart) throws {
        let context = try channel.pipeline.syncOperations.context(handlerType: Parts.self)
        context.fireChannelRead(NIOAny(part))
    }

    private func receiveBody(_ count: Int = 1) throws {
        try channel.writeInbound(ByteBuffer(repeating: 0x61, count: count))
    }

    private func answer() throws {
        try channel.writeOutbound(HTTPServerResponsePart.head(HTTPResponseHead(version: .http1_1, status: .ok)))
        try channel.writeOutbound(HTTPServerResponsePart.end(nil))
    }

    /// Returns the head of the written response, or nil if there is none.
    private func answered() throws -> HTTPResponseHead? {
        while let part = try channel.readOutbound(as: HTTPServerResponsePart.self) {
            if case .head(let head) = part { return head }
        }
        return nil
    }

    private func taken() throws -> [HTTPRequestHead] {
        var heads: [HTTPRequestHead] = []
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
            if case .head(let head) = part { heads.append(head) }
        }
        return heads
    }

    private func wait(_ seconds: Int64) {
        channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
    }

    private func stop() {
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    @Test func `connection without a request is closed`() {
        wait(29)
        #expect(channel.isActive)
        wait(1)
        #expect(!channel.isActive)
    }

    @Test func `slow body is cut off`() throws {
        try receive(.head(head()))
        for _ in 1...29 {
            wait(1)
            try receiveBody()
        }
        #expect(channel.isActive)
        wait(1)
        #expect(!channel.isActive)
    }

    @Test func `slow response is cut off`() throws {
        try receive(.head(head()))
        try receive(.end(nil))
        wait(29)
        #expect(channel.isActive)
        wait(1)
        #expect(!channel.isActive)
    }

    @Test func `connection lives beyond its limit while every request is quick`() throws {
        for _ in 1...10 {
            try receive(.head(head()))
            try receive(.end(nil))
            wait(20)
            try answer()
            #expect(try answered()?.headers["Connection"] == [])
            wait(20)
        }
        #expect(channel.isActive)
    }

    @Test func `unread body ends the connection within a second of the response`() throws {
        try receive(.head(head()))
        try answer()
        #expect(try answered()?.headers["Connection"] == ["close"])
        try receiveBody()
        #expect(channel.isActive)
        wait(1)
        #expect(!channel.isActive)
    }

    @Test func `unread body ends the connection once it is large`() throws {
        try receive(.head(head()))
        try answer()
        for _ in 1...64 { try receiveBody(1024) }
        #expect(channel.isActive)
        try receiveBody()
        #expect(!channel.isActive)
    }

    @Test(arguments: [
        HTTPRequestHead(version: .http1_0, method: .GET, uri: "/", headers: ["Connection": "keep-alive"]),
        HTTPRequestHead(version: .http1_1, method: .GET, uri: "/", headers: ["Connection": "Close"]),
        HTTPRequestHead(version: .http1_1, method: .GET, uri: "/", headers: ["Upgrade": "h2c"]),
        HTTPRequestHead(version: .http1_1, method: .CONNECT, uri: "a:80"),
    ])
    func `some requests are the last of their connection`(head: HTTPRequestHead) throws {
        try receive(.head(head))
        try receive(.end(nil))
        try receive(.head(self.head(.GET)))
        #expect(try taken().count == 1)
        try answer()
        #expect(try answered()?.headers["Connection"] == ["close"])
        wait(1)
        #expect(!channel.isActive)
    }

    @Test func `request without a clear end is refused`() throws {
        for (version, coding) in [
            (HTTPVersion.http1_0, "chunked"), (.http1_1, "gzip, chunked"), (.http1_1, "identity"),
        ] {
            let test = try ServerConnectionTests()
            let head = HTTPRequestHead(
                version: version, method: .POST, uri: "/", headers: ["Transfer-Encoding": coding])
            #expect(throws: HTTPParserError.self) {
                try test.receive(.head(head))
                try test.channel.throwIfErrorCaught()
            }
            #expect(try test.taken().isEmpty)
            try test.answer()
            let status: HTTPResponseStatus = version == .http1_0 ? .badRequest : .notImplemented
            #expect(try test.answered()?.status == status)
        }
    }

    @Test(arguments: [
        ("http://other.test/a?b", "/a?b", "other.test"), ("HTTP://hopdrink.test", "/", "hopdrink.test"),
        ("https://hopdrink.test/", "/", ""), ("hopdrink.test:80", "hopdrink.test:80", ""),
        ("/a", "/a", "hopdrink.test"),
        ("foo:/a", "foo:/a", ""), ("http://other.test?b", "/?b", "other.test"),
    ])
    func `host in the target takes precedence over the Host field`(target: String, path: String, host: String) throws {
        try receive(.head(head(.GET, .http1_1, target)))
        let head = try #require(try taken().first)
        #expect(head.uri == path)
        #expect(head.headers["Host"] == [host])
    }

    @Test func `framing without content ends the request`() throws {
        try receive(.head(head()))
        for _ in 1...3 { try receiveBody(900) }
        #expect(throws: HTTPParserError.self) {
            try channel.writeInbound(ByteBuffer(repeating: 0x61, count: 1001))
        }
    }

    @Test func `idle connection is closed at once on shutdown`() {
        stop()
        #expect(!channel.isActive)
    }

    @Test func `body that arrives in time is awaited on shutdown`() throws {
        try receive(.head(head()))
        stop()
        wait(1)
        try receiveBody()
        try receive(.end(nil))
        wait(10)
        #expect(channel.isActive)
        try answer()
        #expect(try answered()?.headers["Connection"] == ["close"])
        wait(1)
        #expect(!channel.isActive)
    }

    @Test func `body that does not arrive is not awaited on shutdown`() throws {
        try receive(.head(head()))
        stop()
        wait(2)
        #expect(!channel.isActive)
    }
}
