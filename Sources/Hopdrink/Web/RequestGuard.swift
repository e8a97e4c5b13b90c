import HTTPTypes
import Hummingbird
import NIOCore

/// Refuses requests that name another site as their host, or that another site made a browser send.
struct RequestGuard: RouterMiddleware {
    typealias Context = RequestContext

    private let base: BaseURL
    private let hosts: Set<String>

    /// `hosts` are further accepted host names, besides the base URL's host and this machine's own names.
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

    /// The methods that at least one of our routes supports.
    private static let methods: [HTTPRequest.Method] = [.get, .head, .options, .post, .patch, .delete]
    /// The methods that every server knows (RFC 9110 §9.3). No route supports PUT and TRACE, but that is not a server
    /// error.
    private static let standardMethods = methods + [.put, .trace]

    /// Ignores the port, because links are built from the base URL, never from the Host field.
    private func isOurs(_ authority: String) -> Bool {
        Authority(parsing: authority).map { hosts.contains($0.host) } ?? false
    }

    /// Responds to `OPTIONS *` (RFC 9110 §9.3.7), the only request that may have a target without a path.
    private func aboutTheServer(_ request: Request) throws(Failure) -> Response {
        guard request.method == .options, request.head.path == "*" else {
            throw .malformed("The request must name an address that begins with a slash.")
        }
        let names = Self.methods.map(\.rawValue).joined(separator: ", ")
        return Response(status: .noContent, headers: [.allow: names])
    }

    /// Checks Sec-Fetch-Site, in which browsers on secure connections say where a request comes from, or else Origin.
    ///
    /// API clients, and mail programs that unsubscribe by RFC 8058, send neither field. Browsers without
    /// Sec-Fetch-Site send the origin `null` for our own forms, because our Referrer-Policy hides their origin. It is
    /// safe to accept both, because no cookie gives a request anybody's rights. The protection is the token in the URL
    /// or, in a form that makes us send email, the form token on our page, which another site's browser cannot read.
    private func isSameOrigin(_ request: Request, _ authority: String) -> Bool {
        if let site = request.headers[.secFetchSite] { return ["same-origin", "none"].contains(site) }
        guard let origin = request.headers[.origin], origin != "null" else { return true }
        return origin == base.text || ["http://\(authority)", "https://\(authority)"].contains(origin)
    }
}

extension HTTPRequest.Method {
    /// Whether the method is safe, that is, only reads (RFC 9110 §9.2.1).
    var isSafe: Bool { [.get, .head, .options].contains(self) }
}

extension HTTPField.Name {
    /// The first Host field becomes the request's authority; only a second one stays among the header fields.
    fileprivate static let secondHost = constant("Host")
    fileprivate static let secFetchSite = constant("Sec-Fetch-Site")
}
