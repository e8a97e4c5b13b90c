import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import Hopdrink

/// On a channel whose time stands still until the test moves it.
struct RequestDeadlineTests {
    private let channel = EmbeddedChannel(handler: RequestDeadline(limit: .seconds(30)))

    init() throws {
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 80)).wait()
    }

    private func receiveHead() throws {
        try channel.writeInbound(
            HTTPRequestPart.head(HTTPRequest(method: .post, scheme: nil, authority: "a", path: "/")))
    }

    private func receiveBody() throws {
        try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(string: "x")))
    }

    private func receiveEnd() throws {
        try channel.writeInbound(HTTPRequestPart.end(nil))
    }

    private func answer() throws {
        try channel.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
        try channel.writeOutbound(HTTPResponsePart.end(nil))
    }

    private func wait(_ seconds: Int64) {
        channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
    }

    @Test func `a body that drips in is cut off`() throws {
        try receiveHead()
        for _ in 1...29 {
            wait(1)
            try receiveBody()
        }
        #expect(channel.isActive)
        wait(1)
        #expect(!channel.isActive)
    }

    @Test func `an answer that takes too long is cut off`() throws {
        try receiveHead()
        try receiveEnd()
        wait(29)
        #expect(channel.isActive)
        wait(1)
        #expect(!channel.isActive)
    }

    @Test func `a body that nobody wants is cut off after the answer`() throws {
        try receiveHead()
        wait(20)
        try answer()
        wait(29)
        #expect(channel.isActive)
        wait(1)
        #expect(!channel.isActive)
    }

    @Test func `a connection outlives its limit as long as every request is quick`() throws {
        for _ in 1...10 {
            try receiveHead()
            try receiveEnd()
            wait(20)
            try answer()
        }
        wait(1000)
        #expect(channel.isActive)
    }
}
