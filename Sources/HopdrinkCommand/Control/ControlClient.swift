import Foundation

/// Sends requests to the running daemon through its control socket.
struct ControlClient {
    let socket: String
    private static let maxBytes = 64 * 1_048_576

    func get<Answer: Decodable>(_ path: String, as type: Answer.Type) throws(ControlError) -> Answer {
        try decode(try send("GET", path))
    }

    func post<Answer: Decodable>(
        _ path: String, _ body: some Encodable, as type: Answer.Type
    ) throws(ControlError) -> Answer {
        try decode(try send("POST", path, body: encode(body)))
    }

    /// Sends a request that has no response body.
    func post(_ path: String) throws(ControlError) {
        _ = try send("POST", path)
    }

    func delete(_ path: String) throws(ControlError) {
        _ = try send("DELETE", path)
    }

    /// Sends a request. `fields` are header fields in addition to those of every request.
    func send(
        _ method: String, _ path: String, _ fields: [String] = ["Content-Type: application/json"], body: [UInt8] = []
    ) throws(ControlError) -> [UInt8] {
        let response: HTTPResponse
        do throws(SystemError) {
            response = try exchange(request(method, path, fields, body: body))
        } catch {
            throw ControlError(error, socket: socket)
        }
        guard let status = response.status, let content = response.body else { throw .notUnderstood }
        guard (200...299).contains(status) else { throw .refused(status: status, sentence: sentence(in: content)) }
        return content
    }

    private func request(_ method: String, _ path: String, _ fields: [String], body: [UInt8]) -> [UInt8] {
        let start = ["\(method) \(path) HTTP/1.1", "Host: localhost", "Connection: close", "Accept: application/json"]
        let lines = start + fields + ["Content-Length: \(body.count)", "", ""]
        return Array(lines.joined(separator: "\r\n").utf8) + body
    }

    private func exchange(_ request: [UInt8]) throws(SystemError) -> HTTPResponse {
        guard let address = UnixAddress(socket) else { throw SystemError(code: ENAMETOOLONG) }
        let connection = try StreamSocket(connectedTo: address)
        try connection.write(request)
        return HTTPResponse(bytes: try connection.readToEnd(maximum: Self.maxBytes))
    }

    func encode(_ body: some Encodable) throws(ControlError) -> [UInt8] {
        do {
            return Array(try JSONEncoder().encode(body))
        } catch {
            throw .notUnderstood
        }
    }

    private func sentence(in body: [UInt8]) -> String? {
        // A refusal without a sentence is reported by its status.
        (try? JSONDecoder().decode(Refusal.self, from: Data(body)))?.sentence
    }

    private func decode<Answer: Decodable>(_ body: [UInt8]) throws(ControlError) -> Answer {
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(body))
        } catch {
            throw .notUnderstood
        }
    }
}

extension ControlClient {
    /// Passes a received message to the daemon, with the envelope from the mail system.
    func handOver(_ message: [UInt8], _ envelope: [String: String]) throws(ControlError) {
        let fields = envelope.sorted { $0.key < $1.key }.filter { $0.value.isHeaderText }.map {
            "\($0.key): \($0.value)"
        }
        _ = try send("POST", "/mail", ["Content-Type: message/rfc822"] + fields, body: message)
    }
}

extension String {
    /// Whether the text is safe as a header value. No address of ours has characters that could end the line.
    fileprivate var isHeaderText: Bool { utf8.count <= 998 && utf8.allSatisfy { (0x20...0x7E).contains($0) } }
}

/// The daemon's refusal of a request: problem details (RFC 9457) with all errors.
private struct Refusal: Decodable {
    struct Detail: Decodable {
        let field: String
        let detail: String
    }

    let detail: String
    let errors: [Detail]?

    var sentence: String {
        let sentences = errors?.map { "`\($0.field)` \($0.detail)" } ?? []
        return sentences.isEmpty ? detail : sentences.joined(separator: "; ")
    }
}
