import Domain
import HTTPTypes
import Hummingbird

/// The reason why a request fails. Routes throw it; `ErrorPages` turns it into a response.
///
/// The sentences are in English, for API clients; people see a text in their own language.
enum Failure: Error {
    case malformed(String)
    /// The bearer token is missing or unknown.
    case unauthorized
    case forbidden(String)
    case notFound
    /// The resource existed and is gone for good.
    case gone
    case conflict(String)
    case tooLarge(maximum: Int)
    case unsupportedMediaType(expected: String)
    case unprocessable(ValidationErrors)
    case tooMany(retryAfter: Int)
    /// `retryAfter`: the seconds after which a retry makes sense.
    case unavailable(retryAfter: Int)
    /// An error of ours.
    case broken
    /// No route of this site supports the method.
    case notImplemented
}

extension Failure {
    var status: HTTPResponse.Status {
        switch self {
        case .malformed: .badRequest
        case .unauthorized: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .gone: .gone
        case .conflict: .conflict
        case .tooLarge: .contentTooLarge
        case .unsupportedMediaType: .unsupportedMediaType
        case .unprocessable: .unprocessableContent
        case .tooMany: .tooManyRequests
        case .unavailable: .serviceUnavailable
        case .broken: .internalServerError
        case .notImplemented: .notImplemented
        }
    }

    /// The title and the sentence that people read.
    var texts: (title: TranslationKey, sentence: TranslationKey) {
        switch self {
        case .malformed, .notImplemented: (.malformedTitle, .malformedText)
        case .unauthorized: (.unauthorizedTitle, .unauthorizedText)
        case .forbidden: (.forbiddenTitle, .forbiddenText)
        case .notFound: (.notFoundTitle, .notFoundText)
        case .gone: (.goneTitle, .goneText)
        case .conflict: (.conflictTitle, .conflictText)
        case .tooLarge: (.tooLargeTitle, .tooLargeText)
        case .unsupportedMediaType: (.unsupportedTitle, .unsupportedText)
        case .unprocessable: (.unprocessableTitle, .unprocessableText)
        case .tooMany: (.tooManyTitle, .tooManyText)
        case .unavailable: (.unavailableTitle, .unavailableText)
        case .broken: (.brokenTitle, .brokenText)
        }
    }

    /// The sentence that API clients read.
    var detail: String {
        switch self {
        case .malformed(let sentence), .forbidden(let sentence), .conflict(let sentence): sentence
        case .unauthorized: "This needs a bearer token that is valid: `Authorization: Bearer …`."
        case .notFound: "There is nothing at this address."
        case .gone: "What was at this address is gone for good."
        case .tooLarge(let maximum): "The body must not be larger than \(maximum) bytes."
        case .unsupportedMediaType(let expected): "The body must be \(expected)."
        case .unprocessable: "Some of the values are not valid; `errors` lists every one."
        case .tooMany: "Too many requests; `Retry-After` says when to try again."
        case .unavailable: "The service cannot do this right now; `Retry-After` says when to try again."
        case .notImplemented: "No address of this site supports this method."
        case .broken: "Something broke on our side; `request_id` helps us to find out what."
        }
    }

    var errors: [FieldError] {
        if case .unprocessable(let errors) = self { errors.list } else { [] }
    }

    /// The seconds after which a retry makes sense, if known.
    var retryAfter: Int? {
        switch self {
        case .tooMany(let seconds), .unavailable(let seconds): seconds
        default: nil
        }
    }

    var headers: HTTPFields {
        switch self {
        case .unauthorized: [.wwwAuthenticate: "Bearer"]
        // A client that sends too much once will probably do it again.
        case .tooLarge: [.connection: "close"]
        case .tooMany(let seconds), .unavailable(let seconds): [.retryAfter: String(seconds)]
        default: [:]
        }
    }
}

extension Failure {
    /// Translates Hummingbird's own errors.
    init?(_ error: any HTTPResponseError) {
        switch error.status {
        case .notFound: self = .notFound
        case .badRequest, .unprocessableContent: self = .malformed("The request could not be read.")
        default: return nil
        }
    }
}
