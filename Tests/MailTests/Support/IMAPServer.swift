import Foundation
import Mail
import TestProcesses
import Testing

/// `imap_server.py`, and the events that it has reported.
struct IMAPServer {
    /// The behaviour of the server on one connection.
    struct Script: Encodable {
        var validity: UInt32? = 7
        var nextUID: UInt32?
        var messages: [String: String] = [:]
        var answers: [String: String] = [:]
    }

    let settings: IMAPSettings
    private let process: ChildProcess

    /// Takes the scripts for the first, second, … connection. The last script applies to all further connections.
    init(_ connections: Script...) async throws {
        let script = String(decoding: try JSONEncoder().encode(connections), as: UTF8.self)
        process = try ChildProcess(python: "imap_server.py", script)
        let port = try #require(Int(try await process.nextLine() ?? ""))
        var settings = IMAPSettings(host: "127.0.0.1", port: port, login: .init(user: "hop", password: "se\"cret"))
        settings.security = .none
        self.settings = settings
    }

    /// Returns the events up to the first line with this beginning.
    @discardableResult
    func wait(for start: String) async throws -> [String] {
        try await process.lines(until: start)
    }
}
