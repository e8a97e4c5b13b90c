import HTTPTypes
import Hummingbird
import NIOCore

/// Turns away requests that are not meant for us or that another site made a browser send.
struct RequestGuard: RouterMiddleware {
    typealias Context = RequestContext

    private let base: BaseURL
    private let hosts: Set<String>

    /// `hosts` are names besides the base URL's and this machine's own under which we are asked.
    init(base: BaseURL, hosts: Set<String> = []) {
        self.base = base
        self.hosts = hosts.union([base.host, "localhost", "127.0.0.1", "[::1]"])
    }

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        guard let authority = request.head.authority, isOurs(authority), request.headers[.secondHost] == nil else {
            throw Failure.malformed("The request must have one Host field, and it must name this site.")
        }
        guard request.head.path?.utf8.first == UInt8(ascii: "/") else { return try aboutTheServer(request) }
        guard Self.standardMethods.contains(request.method) else { throw Failure.notImplemented }
        guard request.method.isSafe || isSameOrigin(request, authority) else {
            throw Failure.forbidden("Another site must not send requests here.")
        }
        return try await next(request, context)
    }

    /// Those that some address of ours knows.
    private static let methods: [HTTPRequest.Method] = [.get, .head, .options, .post, .patch, .delete]
    /// Those that everybody knows (RFC 9110 §9.3): that none of our addresses takes them is no failure of the server.
    private static let standardMethods = methods + [.put, .trace]

    /// Which port it is does not matter: links are built from the base URL, never from this.
    private func isOurs(_ authority: String) -> Bool {
        Authority(parsing: authority).map { hosts.contains($0.host) } ?? false
    }

    /// `OPTIONS *` (RFC 9110 §9.3.7); nothing else may be asked of no address.
    private func aboutTheServer(_ request: Request) throws(Failure) -> Response {
        guard request.method == .options, request.head.path == "*" else {
            throw .malformed("The request must name an address that begins with a slash.")
        }
        let names = Self.methods.map(\.rawValue).joined(separator: ", ")
        return Response(status: .noContent, headers: [.allow: names])
    }

    /// Browsers on secure connections say where a request comes from in Sec-Fetch-Site; else Origin tells.
    ///
    /// Neither is sent by the API's clients and by mail programs that unsubscribe by RFC 8058. `null` is what browsers
    /// without Sec-Fetch-Site send for our own forms, because our Referrer-Policy hides their origin. Letting both pass
    /// gives nothing away: no cookie lends a request anybody's authority. What counts is the token in the address, or in
    /// a form that makes us write mail the seal that stands on our page, which another site's browser can't read.
    private func isSameOrigin(_ request: Request, _ authority: String) -> Bool {
        if let site = request.headers[.secFetchSite] { return ["same-origin", "none"].contains(site) }
        guard let origin = request.headers[.origin], origin != "null" else { return true }
        return origin == base.text || ["http://\(authority)", "https://\(authority)"].contains(origin)
    }
}

extension HTTPRequest.Method {
    /// Whether it only looks (RFC 9110 §9.2.1).
    var isSafe: Bool { [.get, .head, .options].contains(self) }
}

extension HTTPField.Name {
    /// The first Host field becomes the request's authority; only a second one stands among the fields.
    fileprivate static let secondHost = constant("Host")
    fileprivate static let secFetchSite = constant("Sec-Fetch-Site")
}
