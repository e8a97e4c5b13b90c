import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

@testable import Hopdrink

/// Sends requests to the site directly, without a socket, as a browser or an API client would.
struct Visitor: Sendable {
    /// The response to a request.
    struct Answer: Sendable {
        let status: HTTPResponse.Status
        let headers: HTTPFields
        let bytes: [UInt8]

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var markup: Markup { Markup(text) }
        /// The hidden form token of the page.
        var formToken: String? { markup.all("input").first { $0["name"] == "form_token" }?["value"] }
        /// The target of a redirect.
        var location: String? { headers[.location] }
    }

    private let respond: @Sendable (Request, Hopdrink.RequestContext) async throws -> Response
    private let host: String
    private let headers: HTTPFields
    /// The other end of the connection. It is nil for a Unix socket.
    var peer: String? = "192.0.2.1"
    /// Returns the handler for the site's log about the requests.
    var log: @Sendable (String) -> any LogHandler = { label in
        var handler = StreamLogHandler.standardError(label: label)
        handler.logLevel = .critical
        return handler
    }

    init(
        _ responder: some HTTPResponder<Hopdrink.RequestContext>, host: String = "hopdrink.test",
        headers: HTTPFields = [:]
    ) {
        respond = { try await responder.respond(to: $0, context: $1) }
        self.host = host
        self.headers = headers
    }

    init(_ router: Router<Hopdrink.RequestContext>, host: String = "hopdrink.test", headers: HTTPFields = [:]) {
        self.init(router.buildResponder(), host: host, headers: headers)
    }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await ask(.get, path, headers: headers)
    }

    func head(_ path: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await ask(.head, path, headers: headers)
    }

    /// Sends a form as a browser does, with the hidden form token. A form that already has the field `form_token`, even
    /// an empty one, is sent as it is.
    @discardableResult
    func post(_ path: String, form: KeyValuePairs<String, String>, headers: HTTPFields = [:]) async throws -> Answer {
        try await post(path, fields: form.map { ($0.key, $0.value) }, headers: headers)
    }

    func post(_ path: String, fields: [(String, String)], headers: HTTPFields = [:]) async throws -> Answer {
        let answer = try await send(fields, to: path, headers)
        guard answer.status == .unprocessableContent, !fields.contains(where: { $0.0 == "form_token" }),
            let formToken = answer.formToken
        else { return answer }
        return try await send(fields + [("form_token", formToken)], to: path, headers)
    }

    private func send(_ fields: [(String, String)], to path: String, _ headers: HTTPFields) async throws -> Answer {
        let body = fields.map { "\(Self.encoded($0))=\(Self.encoded($1))" }.joined(separator: "&")
        let type: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        return try await ask(.post, path, body: Array(body.utf8), headers: type + headers)
    }

    /// Sends a form whose fields a test has put together.
    func post(_ path: String, fields: [String: String]) async throws -> Answer {
        try await post(path, fields: fields.map { ($0.key, $0.value) })
    }

    func post(_ path: String, json: String, headers: HTTPFields = [:]) async throws -> Answer {
        try await ask(.post, path, json: json, headers: headers)
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, json: String, headers: HTTPFields = [:]
    ) async throws -> Answer {
        let type: HTTPFields = [.contentType: "application/json"]
        return try await ask(method, path, body: Array(json.utf8), headers: type + headers)
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, body: [UInt8] = [], headers: HTTPFields = [:]
    ) async throws -> Answer {
        let fields = self.headers + headers
        let head = HTTPRequest(method: method, scheme: "http", authority: host, path: path, headerFields: fields)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body)))
        var logger = Logger(label: "visitor", factory: log)
        logger[metadataKey: "hb.request.id"] = "request-of-a-test"
        let response = try await respond(request, Hopdrink.RequestContext(logger: logger, remoteAddress: peer))
        let collector = Collector()
        try await response.body.write(collector)
        return Answer(status: response.status, headers: response.headers, bytes: collector.bytes)
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            guard !isPlain else { return String(decoding: [byte], as: UTF8.self) }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private final class Collector: ResponseBodyWriter {
        var bytes: [UInt8] = []

        func write(_ buffer: ByteBuffer) async throws {
            bytes.append(contentsOf: buffer.readableBytesView)
        }

        func finish(_ trailingHeaders: HTTPFields?) async throws {}
    }
}

extension HTTPFields {
    fileprivate static func + (left: HTTPFields, right: HTTPFields) -> HTTPFields {
        var fields = left
        fields.append(contentsOf: right)
        return fields
    }
}
