import Foundation
import Mail
import TestProcesses
import Testing

/// `fault_server.py`, and the events that it has reported.
struct FaultServer {
    typealias Rules = [String: String]

    private struct Script: Encodable {
        var connections: [Rules]
        var certificate: String?
        var smtps: Bool
    }

    let settings: SMTPSettings
    private let process: ChildProcess

    /// Takes the rules for the first, second, … connection. The last rules apply to all further connections.
    init(_ connections: Rules..., certificate: String? = nil, smtps: Bool = false) async throws {
        let script = Script(connections: connections, certificate: certificate, smtps: smtps)
        process = try ChildProcess(
            python: "fault_server.py", String(decoding: JSONEncoder().encode(script), as: UTF8.self))
        let port = try #require(Int(try await process.nextLine() ?? ""))
        var settings = SMTPSettings(host: "127.0.0.1", port: port)
        settings.security = .none
        settings.heloName = "hop.example"
        self.settings = settings
    }

    /// Sends 421 to all open connections and closes them.
    func disconnect() async throws {
        try process.write("hang up\n".utf8)
        try await wait(for: "hung up")
    }

    /// Returns the events up to the first line with this beginning.
    @discardableResult
    func wait(for start: String) async throws -> [String] {
        try await process.lines(until: start)
    }
}
