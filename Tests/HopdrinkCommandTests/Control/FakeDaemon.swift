import Foundation
import Glibc
import Synchronization

@testable import HopdrinkCommand

/// Answers one request on its own socket, and keeps the request.
final class FakeDaemon: Sendable {
    let client: ControlClient
    private let folder: TemporaryFolder
    private let descriptor: Int32
    private let asked = Mutex("")

    private struct NoSocket: Error {}

    /// Closes the connection instead of answering if there is no status.
    init(answering status: String?, _ body: String?) throws {
        folder = try TemporaryFolder()
        client = ControlClient(socket: "\(folder.path)/hopdrink.sock")
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        descriptor = listener
        guard UnixAddress(client.socket)?.withPointer({ bind(listener, $0, $1) }) == 0, listen(listener, 1) == 0 else {
            throw NoSocket()
        }
        let length = body.map { "Content-Length: \($0.utf8.count)\r\nConnection: close\r\n\r\n\($0)" } ?? "\r\n"
        let response = status.map { "HTTP/1.1 \($0)\r\nContent-Type: application/json\r\n\(length)" } ?? ""
        Thread.detachNewThread { self.answer(Array(response.utf8)) }
    }

    var request: String { asked.withLock(\.self) }

    func stop() {
        close(descriptor)
    }

    private func answer(_ response: [UInt8]) {
        let connection = accept(descriptor, nil, nil)
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(connection, &buffer, buffer.count, 0)
        asked.withLock { $0 = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self) }
        send(connection, response, response.count, Int32(MSG_NOSIGNAL))
        close(connection)
    }
}
