import HTTPTypes
import Hummingbird

/// Puts on every answer what browsers must know to keep visitors safe.
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

    /// No scripts at all; a page's structured data is data, which is never run.
    private static func policy(ancestors: String) -> String {
        [
            "default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'",
            "frame-ancestors \(ancestors)", "base-uri 'none'",
        ].joined(separator: "; ")
    }

    private static let strict = policy(ancestors: "'none'")
    /// For a page that other sites may show in a frame. A route that answers with one sets it itself.
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

/// The names of what routes take out of an address. A route whose address carries a secret calls it `token`; its
/// answers are then not indexed, nor kept unless they say so, and its address is not logged.
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
