import HTTPTypes
import Hummingbird
import Logging

/// Writes one line per request: method, route, status and time. Never the address itself: it may carry a token.
struct RequestLog: RouterMiddleware {
    typealias Context = RequestContext

    private let level: Logger.Level

    init(level: Logger.Level = .debug) {
        self.level = level
    }

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        guard context.logger.logLevel <= level else { return try await next(request, context) }
        let start = ContinuousClock.now
        let response = try await next(request, context)
        context.logger.log(
            level: level, "request",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(context.endpointPath ?? "none")",
                "status": "\(response.status.code)", "duration": "\(start.duration(to: .now))",
            ]
        )
        return response
    }
}
