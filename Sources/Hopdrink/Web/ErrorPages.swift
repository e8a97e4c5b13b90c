import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOHTTP1

/// The one place that turns errors into answers: a page for people, `application/problem+json` (RFC 9457) for clients
/// of the API. What nobody recognises is logged here and answered with 500 and the request's id.
struct ErrorPages: RouterMiddleware {
    typealias Context = RequestContext

    /// Below which addresses clients ask and not people.
    private let api: String
    private let pages: Pages
    private let recognise: @Sendable (any Error) -> Failure?

    /// `recognise` says what other modules' errors mean; nil for a surprise.
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
            // Answered by whoever reads the connection, which ends with it.
            throw error
        } catch {
            let response = response(to: failure(error, context), request, context)
            // Hummingbird makes HEAD of GET only where there is a route.
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

    /// In the language that the address names, else in the visitor's.
    private func page(_ failure: Failure, _ request: Request, _ context: RequestContext) -> Response {
        let named = request.uri.path.split(separator: "/").first.flatMap { pages.locales.language($0) }
        let site = pages.site(named ?? pages.language(for: request))
        let page = ErrorPage(failure, requestID: context.requestID, in: site)
        var response = pages.response(page, status: failure.status)
        if named == nil { response.headers[.vary] = "Accept-Language" }
        return response
    }
}

/// Problem details after RFC 9457.
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
        // A struct of texts and numbers always has a JSON form; were it not so, the status alone would do.
        let data = (try? encoder.encode(problem)) ?? Data()
        let headers: HTTPFields = [.contentType: "application/problem+json", .contentLanguage: "en"]
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}
