import Foundation
import Mail
import TestProcesses
import Testing

/// `imap_server.py`, and what it has seen.
struct IMAPServer {
    /// What holds for one connection.
    struct Script: Encodable {
        var validity: UInt32? = 7
        var nextUID: UInt32?
        var messages: [String: String] = [:]
        var answers: [String: String] = [:]
    }

    let settings: IMAPSettings
    private let process: ChildProcess

    /// For the first, second, … connection; the last holds for all that follow.
    init(_ connections: Script...) async throws {
        let script = String(decoding: try JSONEncoder().encode(connections), as: UTF8.self)
        process = try ChildProcess(python: "imap_server.py", script)
        let port = try #require(Int(try await process.nextLine() ?? ""))
        var settings = IMAPSettings(host: "127.0.0.1", port: port, login: .init(user: "hop", password: "se\"cret"))
        settings.security = .none
        self.settings = settings
    }

    /// What happened until a line that begins so.
    @discardableResult
    func wait(for start: String) async throws -> [String] {
        try await process.lines(until: start)
    }
}
