import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1

/// Turns every error into a response, in this one place: a page for people, `application/problem+json` (RFC 9457) for
/// API clients. Logs an error that nobody recognises and responds with 500 and the request's id.
struct ErrorPages: RouterMiddleware {
    typealias Context = RequestContext

    /// The path prefix of the API, whose clients are programs and not people.
    private let api: String
    private let pages: Pages
    private let recognise: @Sendable (any Error) -> Failure?

    /// `recognise` translates other modules' errors; it returns nil for an unexpected error.
    init(pages: Pages, api: String = "/api/", recognise: @escaping @Sendable (any Error) -> Failure?) {
        self.api = api
        self.pages = pages
        self.recognise = recognise
    }

    func handle(
        _ request: Request, context: RequestContext, next: (Request, RequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            // The connection handler responds to this error and closes the connection.
            throw error
        } catch {
            let response = response(to: failure(error, context), request, context)
            // Hummingbird turns GET into HEAD only for paths that have a route.
            return request.method == .head ? response.createHeadResponse() : response
        }
    }

    private func failure(_ error: any Error, _ context: RequestContext) -> Failure {
        if let failure = error as? Failure { return failure }
        if let failure = (error as? any HTTPResponseError).flatMap({ Failure($0) }) { return failure }
        if let failure = recognise(error) { return failure }
        context.logger.error(
            "a request failed",
            metadata: ["error": "\(String(reflecting: error))", "route": "\(context.endpointPath ?? "none")"]
        )
        return .broken
    }

    private func response(to failure: Failure, _ request: Request, _ context: RequestContext) -> Response {
        var response =
            request.uri.path.hasPrefix(api)
            ? Response(ProblemDetails(failure, requestID: context.requestID), status: failure.status)
            : page(failure, request, context)
        response.headers.append(contentsOf: failure.headers)
        return response
    }

    /// The page in the language that the URL names, else in the visitor's language.
    private func page(_ failure: Failure, _ request: Request, _ context: RequestContext) -> Response {
        let named = request.uri.path.split(separator: "/").first.flatMap { pages.locales.language($0) }
        let site = pages.site(named ?? pages.language(for: request))
        let page = ErrorPage(failure, requestID: context.requestID, in: site)
        var response = pages.response(page, status: failure.status)
        if named == nil { response.headers[.vary] = "Accept-Language" }
        return response
    }
}

/// Problem details (RFC 9457).
struct ProblemDetails: Encodable {
    struct Detail: Encodable {
        let field: String
        let detail: String
    }

    let type = "about:blank"
    let title: String
    let status: Int
    let detail: String
    let requestID: String?
    let errors: [Detail]?

    init(_ failure: Failure, requestID: String) {
        title = failure.status.reasonPhrase
        status = failure.status.code
        detail = failure.detail
        self.requestID = status >= 500 ? requestID : nil
        let errors = failure.errors.map { Detail(field: $0.field, detail: $0.problem.sentence) }
        self.errors = errors.isEmpty ? nil : errors
    }
}

extension Response {
    fileprivate init(_ problem: ProblemDetails, status: HTTPResponse.Status) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        // A struct of strings and numbers can always be encoded. If encoding fails all the same, the status alone is
        // enough.
        let data = (try? encoder.encode(problem)) ?? Data()
        let headers: HTTPFields = [.contentType: "application/problem+json", .contentLanguage: "en"]
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}
