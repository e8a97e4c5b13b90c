import HTTPTypes
import Hummingbird

/// Adds the header fields that make browsers protect visitors to every response.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = RequestContext

    private let fixed: HTTPFields

    init(base: BaseURL) {
        var fields: HTTPFields = [
            .xContentTypeOptions: "nosniff",
            .referrerPolicy: "no-referrer",
        ]
        if base.isSecure { fields[.strictTransportSecurity] = "max-age=31536000" }
        fixed = fields
    }

    /// Allows no scripts at all. A page's structured data is data and is never run.
    private static func policy(ancestors: String) -> String {
        [
            "default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'",
            "frame-ancestors \(ancestors)", "base-uri 'none'",
        ].joined(separator: "; ")
    }

    private static let strict = policy(ancestors: "'none'")
    /// The policy for a page that other sites may show in a frame. The route sets it on its response.
    static let embeddable = policy(ancestors: "*")

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers.append(contentsOf: fixed)
        if !response.headers.contains(.contentSecurityPolicy) {
            response.headers[.contentSecurityPolicy] = Self.strict
        }
        let isSecret = context.parameters.get(RouteParameter.token) != nil
        if isSecret { response.headers[.robots] = "noindex" }
        if !response.headers.contains(.cacheControl) {
            response.headers[.cacheControl] = isSecret ? "no-store" : "no-cache"
        }
        return response
    }
}

/// The names of route parameters. A route whose path contains a secret calls it `token`: its responses are not
/// indexed, not stored by caches unless they allow it, and its path is not logged.
enum RouteParameter {
    static let token = "token"
}

extension HTTPField.Name {
    fileprivate static let referrerPolicy = constant("Referrer-Policy")
    fileprivate static let robots = constant("X-Robots-Tag")

    static func constant(_ name: String) -> HTTPField.Name {
        guard let field = HTTPField.Name(name) else { preconditionFailure("\(name) is a field name") }
        return field
    }
}
