import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import Testing

@testable import Hopdrink

/// Asks a real server, because the deadline is a matter of the connection.
struct RequestDeadlineTests {
    /// What the server sends until it closes the connection.
    private func exchange(_ lines: [String], pause: Duration, handler: Duration = .zero) async throws -> String {
        let router = Router(context: Hopdrink.RequestContext.self)
        router.get("slow") { _, _ in
            try await Task.sleep(for: handler)
            return "done"
        }
        router.post("body") { request, _ in
            _ = try await request.bytes(ofType: "text/plain", most: 1000)
            return "done"
        }
        let (ports, port) = AsyncStream<Int>.makeStream()
        let deadline: @Sendable () -> [any RemovableChannelHandler] = { [RequestDeadline(limit: .milliseconds(300))] }
        let app = Application(
            router: router, server: .http1(configuration: .init(additionalChannelHandlers: deadline())),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { port.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await app.run() }
            let number = await ports.first { _ in true } ?? 0
            let answer = try await talk(to: number, lines, pause: pause)
            group.cancelAll()
            return answer
        }
    }

    private func talk(to port: Int, _ lines: [String], pause: Duration) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            async let answer: String = {
                var bytes: [UInt8] = []
                // A reset connection is closed all the same.
                do { for try await buffer in inbound { bytes.append(contentsOf: buffer.readableBytesView) } } catch {}
                return String(decoding: bytes, as: UTF8.self)
            }()
            for line in lines {
                do { try await outbound.write(ByteBuffer(string: line)) } catch { break }
                try await Task.sleep(for: pause)
            }
            return await answer
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a body that drips in is cut off`() async throws {
        let head = "POST /body HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 500\r\n\r\n"
        let answer = try await exchange([head] + Array(repeating: "x", count: 100), pause: .milliseconds(20))
        #expect(!answer.contains("done"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a body that nobody wants is cut off after the answer`() async throws {
        let head = "POST /body HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: 500\r\n\r\n"
        let answer = try await exchange([head] + Array(repeating: "x", count: 100), pause: .milliseconds(20))
        #expect(answer.hasPrefix("HTTP/1.1 "))
    }

    @Test(.timeLimit(.minutes(1)))
    func `an answer that takes too long is cut off`() async throws {
        let answer = try await exchange(
            ["GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"], pause: .zero, handler: .milliseconds(900)
        )
        #expect(answer == "")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a connection outlives its limit as long as every request is quick`() async throws {
        let request = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"
        let last = "GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        let answer = try await exchange(Array(repeating: request, count: 8) + [last], pause: .milliseconds(60))
        #expect(answer.components(separatedBy: "done").count == 10)
    }
}
