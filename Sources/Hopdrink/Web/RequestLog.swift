import HTTPTypes
import Hummingbird
import Logging

/// Writes one log line per request: method, route, status and duration. Never logs the URL, which may contain a token.
///
/// All log lines about requests go through `limit`, if there is one, because a client can cause any number of lines by
/// sending requests.
struct RequestLog: RouterMiddleware {
    typealias Context = RequestContext

    private let level: Logger.Level
    private let limit: LogLimit?

    init(level: Logger.Level = .debug, limit: LogLimit? = nil) {
        self.level = level
        self.limit = limit
    }

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        let context = limited(context, request)
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

    private func limited(_ context: RequestContext, _ request: Request) -> RequestContext {
        guard let limit else { return context }
        var context = context
        context.logger = limit.limited(context.logger, to: context.remoteAddress, request.headers)
        return context
    }
}
